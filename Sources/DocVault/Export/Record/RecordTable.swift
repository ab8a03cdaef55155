/// One table of the catalog in the record of a dossier: the part of a bag that another vault restores the dossier from.
///
/// A line a row: `{"row": {column: value}, "table": name}` in canonical JSON (RFC 8785). Texts and numbers are what they are;
/// identifiers and digests are `{"hex": …}`; what has no value is left out.
struct RecordTable: Sendable {
    let name: String
    let columns: [String]
    /// The column that other rows name this one by.
    let key: String?
    /// Columns that name a row of another table. Every such row is in the record too, and comes before.
    let references: [String: String]
    let selection: SQLStatement
    let insertion: SQLStatement

    /// In the order in which rows can be inserted.
    static let all: [RecordTable] = [
        .organisation, .dossier, .dossierRegime, .dossierPartner, .award, .triggerFact, .amendment, .disbursement,
        .requirement, .requirementPiece, .checklistVersion, .requirementChecklist, .requirementAnswer, .blob, .document,
        .documentVersion, .attachment, .submission, .submissionPiece, .decision, .decisionReason, .finding,
        .dispositionCase, .tombstone,
    ]

    /// The line of a row.
    func line(_ row: SQLRow) throws -> String {
        var values: [(key: String, value: CanonicalJSON)] = []
        for column in columns {
            switch try row.value(column) {
            case .null: continue
            case .integer(let number): values.append((column, .integer(number)))
            case .text(let text): values.append((column, .string(text)))
            case .bytes(let bytes): values.append((column, ["hex": .string(Hexadecimal.encode(bytes))]))
            }
        }
        let json: CanonicalJSON = ["row": .object(try CanonicalJSON.Object(values)), "table": .string(name)]
        return String(decoding: try json.canonicalBytes(), as: UTF8.self) + "\n"
    }
}

/// One row of a record that was read.
struct RecordRow {
    let table: RecordTable
    private(set) var values: [String: SQLValue]

    /// Parses a line; `nil` for what is no row of a table that is known here.
    init?(line: [UInt8]) {
        guard case .object(let json)? = try? CanonicalJSON(canonical: line), let name = json["table"]?.text,
            let table = RecordTable.all.first(where: { $0.name == name }), case .object(let row)? = json["row"]
        else { return nil }
        var values: [String: SQLValue] = [:]
        for member in row.members {
            guard table.columns.contains(member.key) else { return nil }
            switch member.value {
            case .integer(let number): values[member.key] = .integer(number)
            case .string(let text): values[member.key] = .text(text)
            case .object(let object):
                guard let bytes = object["hex"]?.text.flatMap({ Hexadecimal.decode($0) }) else { return nil }
                values[member.key] = .bytes(bytes)
            case .null, .bool, .array: return nil
            }
        }
        (self.table, self.values) = (table, values)
    }

    subscript(column: String) -> SQLValue {
        get { values[column] ?? .null }
        set { values[column] = newValue }
    }

    /// For the statement that inserts it.
    var parameters: [SQLValue] { table.columns.map { self[$0] } }
}
