import Testing
import VaultTestSupport

@testable import DocVault

/// What every engine promises of transactions.
@Suite("The contract of a database")
struct SQLDatabaseContractTests {
    @Test("what was written is there to read", arguments: SQLDatabaseUnderTest.allCases)
    func writeThenRead(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            let written = try await database.write { connection in
                try connection.execute(NoteTable.insertion, [.integer(1), .text("one")])
                return try NoteTable.numbers(in: connection)
            }
            #expect(written == [1])
            let numbers = try await database.read { try NoteTable.numbers(in: $0) }
            #expect(numbers == [1])
        }
    }

    @Test("a write that throws leaves nothing, and its error is unchanged", arguments: SQLDatabaseUnderTest.allCases)
    func throwingWrite(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: TestError(5)) {
                try await database.write { connection in
                    for number in 1...3 { try connection.execute(NoteTable.insertion, [.integer(number), .null]) }
                    throw TestError(5)
                }
            }
            await #expect(throws: VaultError.vaultReadOnly) {
                try await database.write { connection in
                    try connection.execute(NoteTable.insertion, [.integer(4), .null])
                    throw VaultError.vaultReadOnly
                }
            }
            let numbers = try await database.read { try NoteTable.numbers(in: $0) }
            #expect(numbers == [])
        }
    }

    @Test("a statement that fails undoes its transaction alone", arguments: SQLDatabaseUnderTest.allCases)
    func failingStatement(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: VaultError.self) {
                try await database.write { connection in
                    try connection.execute(NoteTable.insertion, [.integer(1), .null])
                    try connection.execute(NoteTable.insertion, [.integer(1), .null])
                }
            }
            try await database.write { _ = try $0.execute(NoteTable.insertion, [.integer(2), .null]) }
            let numbers = try await database.read { try NoteTable.numbers(in: $0) }
            #expect(numbers == [2])
        }
    }

    @Test("a read that throws passes its error on unchanged", arguments: SQLDatabaseUnderTest.allCases)
    func throwingRead(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: TestError(6)) { try await database.read { _ in throw TestError(6) } }
            let numbers = try await database.read { try NoteTable.numbers(in: $0) }
            #expect(numbers == [])
        }
    }

    @Test("a read cannot write", arguments: SQLDatabaseUnderTest.allCases)
    func writingRead(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            await #expect(throws: VaultError.self) {
                try await database.read { try $0.execute(NoteTable.insertion, [.integer(1), .null]) }
            }
            let numbers = try await database.read { try NoteTable.numbers(in: $0) }
            #expect(numbers == [])
        }
    }

    @Test("a read sees one state, whatever is written meanwhile", arguments: SQLDatabaseUnderTest.allCases)
    func snapshot(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for pair in 0..<60 {
                        try await database.write { connection in
                            for number in [2 * pair, 2 * pair + 1] {
                                try connection.execute(NoteTable.insertion, [.integer(number), .null])
                            }
                        }
                    }
                }
                for _ in 0..<3 {
                    group.addTask {
                        for _ in 0..<60 {
                            let (first, second) = try await database.read { connection in
                                (try NoteTable.numbers(in: connection), try NoteTable.numbers(in: connection))
                            }
                            #expect(first == second)
                            #expect(first.count.isMultiple(of: 2))
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test("200 writes at the same moment all happen", arguments: SQLDatabaseUnderTest.allCases)
    func concurrentWrites(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        try await database.write { _ = try $0.execute(NoteTable.insertion, [.integer(number), .null]) }
                        let seen = try await database.read { try NoteTable.numbers(in: $0) }
                        #expect(seen.contains(Int64(number)), "what has been written is seen")
                    }
                }
                try await group.waitForAll()
            }
            let numbers = try await database.read { try NoteTable.numbers(in: $0) }
            #expect(numbers == Array(0..<200))
        }
    }

    @Test("of 200 writes at the same moment only those that throw are undone", arguments: SQLDatabaseUnderTest.allCases)
    func concurrentFailures(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            let failed = try await withThrowingTaskGroup(of: Int?.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        do {
                            try await database.write { connection in
                                try connection.execute(NoteTable.insertion, [.integer(number), .null])
                                if number.isMultiple(of: 3) { throw TestError(number) }
                                // Half of those that fail do so by a statement: the number is taken.
                                if number % 6 == 1 {
                                    try connection.execute(NoteTable.insertion, [.integer(number), .null])
                                }
                            }
                            return nil
                        } catch let error as TestError {
                            #expect(error.number == number)
                            return number
                        } catch is VaultError {
                            return number
                        }
                    }
                }
                return try await group.reduce(into: Set<Int>()) { if let number = $1 { $0.insert(number) } }
            }
            let expected = (0..<200).filter { $0.isMultiple(of: 3) || $0 % 6 == 1 }
            #expect(failed == Set(expected))
            let numbers = try await database.read { try NoteTable.numbers(in: $0) }
            #expect(numbers == (0..<200).filter { !failed.contains($0) }.map(Int64.init))
        }
    }
}

extension SQLRow {
    var noteNumber: Int64 { get throws { try integer("number") } }
}
