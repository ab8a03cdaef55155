/// A row of a table in CSV (RFC 4180).
enum CSVRow {
    /// A text from outside may look like a formula; a value of ours does not.
    enum Cell {
        case text(String?)
        case plain(String?)

        static func number(_ value: (some BinaryInteger)?) -> Cell { .plain(value.map { String($0) }) }
    }

    static func line(_ cells: [Cell]) -> String { cells.map(told).joined(separator: ",") + "\r\n" }

    static func header(_ columns: [String]) -> String { columns.joined(separator: ",") + "\r\n" }

    private static func told(_ cell: Cell) -> String {
        switch cell {
        case .plain(let value): value ?? ""
        case .text(let value): escaped(value ?? "")
        }
    }

    /// A text, quoted where it must be, with an apostrophe before what a spreadsheet would run as a formula.
    private static func escaped(_ text: String) -> String {
        var value = text
        if let first = value.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r"].contains(first) {
            value = "'" + value
        }
        guard value.unicodeScalars.contains(where: { [",", "\"", "\r", "\n"].contains($0) }) else { return value }
        return "\"" + value.replacing("\"", with: "\"\"") + "\""
    }
}
