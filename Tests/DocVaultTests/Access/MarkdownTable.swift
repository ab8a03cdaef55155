/// A table of a page in Markdown.
struct MarkdownTable: Hashable {
    let heading: [String]
    let rows: [[String]]

    /// All tables of a page, in their order. White space around a cell is no part of it, and neither are the marks of code.
    static func all(in page: String) -> [MarkdownTable] {
        var tables: [MarkdownTable] = []
        var lines: [[String]] = []
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) + [Substring()] {
            if line.hasPrefix("|") {
                lines.append(cells(of: line))
            } else if !lines.isEmpty {
                tables.append(MarkdownTable(heading: lines[0], rows: Array(lines.dropFirst(2))))
                lines = []
            }
        }
        return tables
    }

    private static func cells(of line: Substring) -> [String] {
        line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map { cell in
            String(cell.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()).filter {
                $0 != "`"
            }
        }
    }
}
