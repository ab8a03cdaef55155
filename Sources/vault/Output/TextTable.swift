internal import DocVault

/// Columns of text under their titles, each as wide as its longest cell.
struct TextTable {
    private var rows: [[String]]

    init(_ titles: Sentence...) { rows = [titles.map { $0.text(in: Terminal.language) }] }

    mutating func add(_ cells: String...) { rows.append(cells.map(visible)) }

    func print() throws {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        for row in rows {
            let line = zip(row, widths).map { cell, width in cell + String(repeating: " ", count: width - cell.count) }
            try Terminal.print(String(line.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()))
        }
    }
}
