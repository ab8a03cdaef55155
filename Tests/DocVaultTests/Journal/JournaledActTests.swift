import Testing
import VaultTestSupport

@testable import DocVault

@Suite("Acts and their events")
struct JournaledActTests {
    private static let change: SQLStatement = """
        INSERT INTO blob (digest, size_in_bytes, recorded_at) VALUES ($1, 0, 0)
        """
    private static let count: SQLStatement = "SELECT COUNT(*) AS count FROM blob"
    private static let closing: SQLStatement = "ALTER TABLE journal_event RENAME TO elsewhere"

    private let engine: SQLiteDatabase
    private let database: JournaledDatabase
    private let context: ActContext
    private let subject: JournalSubject

    init() throws {
        engine = try SQLiteDatabase.inMemory()
        database = JournaledDatabase(engine, clock: SystemClock())
        context = .ofProgram(clock: SystemClock())
        subject = JournalSubject(.vault, IdentifierSource(clock: SystemClock()).next(VaultFolder.self))
    }

    private func blobCount() async throws -> Int64? {
        try await engine.read { try $0.row(of: Self.count)?.integer("count") }
    }

    @Test("an act that changes rows without an event is undone")
    func withoutEvent() async throws {
        await #expect(throws: VaultError.self) {
            try await database.write(by: context) { connection, _ in
                try connection.execute(Self.change, [.bytes([UInt8](repeating: 1, count: 32))])
            }
        }
        #expect(try await blobCount() == 0)
    }

    @Test("an act whose event cannot be written does not happen")
    func eventFails() async throws {
        let subject = subject
        await #expect(throws: VaultError.self) {
            try await database.write(by: context) { connection, journal in
                try connection.execute(Self.change, [.bytes([UInt8](repeating: 2, count: 32))])
                try connection.execute(Self.closing, [])
                try journal.append(.vaultCreated, subject, after: nil)
            }
        }
        #expect(try await blobCount() == 0)
    }

    @Test("events of acts at the same moment have no gap, and an act that fails leaves none")
    func noGaps() async throws {
        let (database, context, subject) = (database, context, subject)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<64 {
                group.addTask {
                    // Every fourth act fails after its event.
                    _ = try? await database.write(by: context) { _, journal in
                        try journal.append(.vaultCreated, subject, after: .integer(Int64(number)))
                        if number.isMultiple(of: 4) { throw VaultError.storageFull }
                    }
                }
            }
        }
        let entries = try await engine.read { try JournalRecords.commitments(0..<48, in: $0) }
        #expect(entries.count == 48)
        #expect(try await engine.read { try JournalRecords.end(in: $0).size } == 48)
    }
}
