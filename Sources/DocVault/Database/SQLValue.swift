internal import Foundation

/// A value bound to a statement's parameter or found in a row's column.
public enum SQLValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case text(String)
    case bytes([UInt8])
}

extension SQLValue {
    static func integer(_ value: Int) -> SQLValue { .integer(Int64(value)) }
    static func flag(_ value: Bool) -> SQLValue { .integer(value ? 1 : 0) }
    static func text(_ value: String?) -> SQLValue { value.map(SQLValue.text) ?? .null }
    static func bytes(_ value: [UInt8]?) -> SQLValue { value.map(SQLValue.bytes) ?? .null }
    static func identifier<Entity>(_ value: Identifier<Entity>) -> SQLValue { .bytes(value.uuid.bytes) }
    static func identifier<Entity>(_ value: Identifier<Entity>?) -> SQLValue { value.map(identifier) ?? .null }
    static func digest(_ value: Digest) -> SQLValue { .bytes(value.bytes) }
    static func instant(_ value: Instant) -> SQLValue { .integer(value.microsecondsSince1970) }
    static func date(_ value: CivilDate) -> SQLValue { .text(value.description) }
    static func date(_ value: CivilDate?) -> SQLValue { value.map(date) ?? .null }
    static func code(_ value: some Code) -> SQLValue { .text(value.text) }
    static func text(_ value: some RawRepresentable<String>) -> SQLValue { .text(value.rawValue) }
}

/// One row of an answer: its values, by the names of its columns.
public struct SQLRow: Sendable {
    /// Searched one by one: rows have few columns, and comparing their names costs less than hashing one.
    private let columns: [String]
    private let values: [SQLValue]

    init(columns: [String], values: [SQLValue]) { (self.columns, self.values) = (columns, values) }

    /// Whether a column holds no value.
    func isNull(_ column: String) throws(VaultError) -> Bool { try value(column) == .null }

    func integer(_ column: String) throws(VaultError) -> Int64 {
        guard case .integer(let value) = try value(column) else { throw unexpected(column) }
        return value
    }

    func text(_ column: String) throws(VaultError) -> String {
        guard case .text(let value) = try value(column) else { throw unexpected(column) }
        return value
    }

    package func bytes(_ column: String) throws(VaultError) -> [UInt8] {
        guard case .bytes(let value) = try value(column) else { throw unexpected(column) }
        return value
    }

    func flag(_ column: String) throws(VaultError) -> Bool { try integer(column) != 0 }
    func instant(_ column: String) throws(VaultError) -> Instant {
        Instant(microsecondsSince1970: try integer(column))
    }

    func identifier<Entity>(_ column: String, of entity: Entity.Type = Entity.self) throws(VaultError)
        -> Identifier<Entity>
    {
        let bytes = try bytes(column)
        guard bytes.count == 16 else { throw unexpected(column) }
        return Identifier(UUID(bytes: bytes))
    }

    func digest(_ column: String) throws(VaultError) -> Digest {
        guard let digest = Digest(algorithm: .sha256, bytes: try bytes(column)) else { throw unexpected(column) }
        return digest
    }

    /// A value kept as its text: a code, a date, a number with check digits.
    func parsed<Value: LosslessStringConvertible>(
        _ column: String, as type: Value.Type = Value.self
    ) throws(VaultError) -> Value {
        guard let value = Value(try text(column)) else { throw unexpected(column) }
        return value
    }

    /// One case of an enumeration, kept as its raw value.
    func choice<Value: RawRepresentable<String>>(
        _ column: String, of type: Value.Type = Value.self
    ) throws(VaultError) -> Value {
        guard let value = Value(rawValue: try text(column)) else { throw unexpected(column) }
        return value
    }

    /// What `read` makes of the column, or `nil` when the column holds no value.
    func optional<Value>(
        _ column: String, _ read: (SQLRow) -> (String) throws(VaultError) -> Value
    ) throws(VaultError) -> Value? {
        try isNull(column) ? nil : try read(self)(column)
    }

    /// The value as the catalog has it, whatever its type.
    func value(_ column: String) throws(VaultError) -> SQLValue {
        guard let index = columns.firstIndex(of: column) else { throw unexpected(column) }
        return values[index]
    }

    /// The catalog holds what this program did not write: it is damaged, or another program's.
    func unexpected(_ column: String) -> VaultError {
        .storageFailed(StorageFailure(operation: "catalog", detail: "unexpected value in column \(column)"))
    }
}
