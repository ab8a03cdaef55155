import GRDB
import Synchronization
import Testing
import VaultTestSupport

@testable import DocVault

/// Several writes in one transaction.
@Suite("Writes that share one synchronisation")
struct SQLiteGroupCommitTests {
    private static let large: SQLStatement = "INSERT INTO note (number, bytes) VALUES ($1, zeroblob($2))"

    @Test("all fail when the disk is full, and none has happened")
    func diskFull() throws {
        let queue = try Self.queue()
        try queue.inDatabase { try $0.execute(sql: "PRAGMA max_page_count = 100") }
        let told = Told()
        let group = (1...5).map { number in
            told.write(number) { connection in
                let statement = number == 3 ? Self.large : NoteTable.insertion
                try connection.execute(statement, [.integer(number), .integer(10_000_000)])
            }
        }
        queue.inDatabase { SQLiteGroupCommit.run(group, on: $0) }
        // Whether SQLite undoes the statement or all of the transaction, nobody is told of success who has none.
        let numbers = try queue.read { try NoteTable.numbers(in: SQLiteConnection(database: $0)) }
        #expect(Set(numbers.map(Int.init)) == told.succeeded)
        #expect(told.failed[3] as? VaultError == .storageFull)
        #expect(told.succeeded.union(told.failed.keys) == [1, 2, 3, 4, 5])
        #expect(!queue.inDatabase { $0.isInsideTransaction })
    }

    @Test("all fail when the commit fails, and none has happened")
    func failingCommit() throws {
        let queue = try Self.queue()
        try queue.inDatabase {
            try $0.execute(
                sql: "CREATE TABLE child (number INTEGER REFERENCES note (number) DEFERRABLE INITIALLY DEFERRED)")
        }
        let orphan: SQLStatement = "INSERT INTO child (number) VALUES (77)"
        let told = Told()
        let group = (1...4).map { number in
            told.write(number) { connection in
                try connection.execute(NoteTable.insertion, [.integer(number), .null])
                if number == 2 { try connection.execute(orphan, []) }
            }
        }
        queue.inDatabase { SQLiteGroupCommit.run(group, on: $0) }
        #expect(told.succeeded == [])
        #expect(Set(told.failed.keys) == [1, 2, 3, 4])
        #expect(try queue.read { try NoteTable.numbers(in: SQLiteConnection(database: $0)) } == [])
        #expect(!queue.inDatabase { $0.isInsideTransaction })
    }

    @Test("are undone one by one when they fail one by one")
    func oneFails() throws {
        let queue = try Self.queue()
        let told = Told()
        let group = (1...5).map { number in
            told.write(number) { connection in
                try connection.execute(NoteTable.insertion, [.integer(number), .null])
                if number.isMultiple(of: 2) { throw TestError(number) }
            }
        }
        queue.inDatabase { SQLiteGroupCommit.run(group, on: $0) }
        #expect(told.succeeded == [1, 3, 5])
        #expect(told.failed.mapValues { $0 as? TestError } == [2: TestError(2), 4: TestError(4)])
        #expect(try queue.read { try NoteTable.numbers(in: SQLiteConnection(database: $0)) } == [1, 3, 5])
    }

    @Test("are led by exactly one, until none waits")
    func leading() {
        var waiting = WaitingWrites()
        let write = WaitingWrite(perform: { _ in {} }, fail: { _ in })
        let mustLead = (0..<3).map { _ in waiting.add(write) }
        #expect(mustLead == [true, false, false])
        var turns: [(taken: Int, goesOn: Bool)] = []
        for _ in 0..<2 { turns.append((waiting.take(atMost: 2).count, waiting.endTurn())) }
        #expect(turns.map(\.taken) == [2, 1])
        #expect(turns.map(\.goesOn) == [true, false])
        let mustLeadAgain = waiting.add(write)
        #expect(mustLeadAgain)
    }

    private static func queue() throws -> DatabaseQueue {
        let queue = try DatabaseQueue()
        try queue.inDatabase { try $0.execute(sql: NoteTable.creation.text) }
        return queue
    }
}

/// What each of some numbered writes was told.
private final class Told: Sendable {
    private let state = Mutex<(succeeded: Set<Int>, failed: [Int: any Error])>(([], [:]))

    var succeeded: Set<Int> { state.withLock { $0.succeeded } }
    var failed: [Int: any Error] { state.withLock { $0.failed } }

    func write(_ number: Int, _ body: @escaping @Sendable (any SQLConnection) throws -> Void) -> WaitingWrite {
        WaitingWrite(
            perform: { connection in
                try body(connection)
                return { self.state.withLock { _ = $0.succeeded.insert(number) } }
            },
            fail: { error in self.state.withLock { $0.failed[number] = error } })
    }
}
