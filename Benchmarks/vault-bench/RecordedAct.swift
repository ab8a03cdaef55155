internal import DocVault
internal import Synchronization

/// One act as the catalog saw it: its statements without those of the journal, and its event apart.
struct RecordedAct: Sendable {
    enum Step: Sendable {
        case query(SQLStatement, [SQLValue])
        case change(SQLStatement, [SQLValue])
    }

    var steps: [Step] = []
    /// The event in canonical JSON.
    var event: [UInt8] = []

    func run(_ connection: any SQLConnection) throws {
        for step in steps {
            switch step {
            case .query(let statement, let values): try connection.forEachRow(of: statement, values) { _ in }
            case .change(let statement, let values): try connection.execute(statement, values)
            }
        }
    }

    /// What the act's event said, read before any clock runs.
    var told: ToldEvent {
        get throws {
            guard case .object(let object) = try CanonicalJSON(canonical: event), let before = object["before"],
                let after = object["after"], case .string(let action)? = object["action"],
                let known = JournalAction(rawValue: action), case .object(let subject)? = object["subject"],
                case .string(let text)? = subject["id"], let identifier = Identifier<RecordedAct>(text)
            else {
                throw VaultError.storageFailed(StorageFailure(operation: "bench", detail: "an act without an event"))
            }
            return ToldEvent(
                action: known, subject: JournalSubject(.document, identifier), before: before, after: after)
        }
    }
}

/// What an event says of an act, to be appended again.
struct ToldEvent: Sendable {
    let action: JournalAction
    let subject: JournalSubject
    let before: CanonicalJSON
    let after: CanonicalJSON

    func append(to journal: inout JournalAppender) throws {
        try journal.append(action, subject, before: before, after: after)
    }
}

/// A catalog that remembers the acts that were done on it.
final class RecordingDatabase: SQLDatabase {
    private let base: any SQLDatabase
    private let recorded = Mutex<[RecordedAct]>([])

    init(over base: any SQLDatabase) { self.base = base }

    /// In the order in which they were done.
    var acts: [RecordedAct] { recorded.withLock { $0 } }

    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value { try await base.read(body) }

    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Value
    ) async throws -> Value {
        try await base.write { [self] connection in
            let recording = RecordingConnection(over: connection)
            let value = try body(recording)
            recorded.withLock { $0.append(recording.act) }
            return value
        }
    }

    func wipeDeleted() async throws -> Bool { try await base.wipeDeleted() }
}

private final class RecordingConnection: SQLConnection {
    private let base: any SQLConnection
    private(set) var act = RecordedAct()

    init(over base: any SQLConnection) { self.base = base }

    func forEachRow(of statement: SQLStatement, _ values: [SQLValue], _ consume: (SQLRow) throws -> Void) throws {
        if !statement.text.contains("journal_event") { act.steps.append(.query(statement, values)) }
        try base.forEachRow(of: statement, values, consume)
    }

    func execute(_ statement: SQLStatement, _ values: [SQLValue]) throws -> Int {
        if statement.text.contains("INSERT INTO journal_event") {
            for case .bytes(let bytes) in values where bytes.first == UInt8(ascii: "{") { act.event = bytes }
        } else {
            act.steps.append(.change(statement, values))
        }
        return try base.execute(statement, values)
    }
}
