import Testing
import VaultTestSupport

@testable import DocVault

/// What every engine promises of statements and values.
@Suite("The contract of a database's statements")
struct SQLStatementContractTests {
    private static let question: SQLStatement = "SELECT $2 AS second, $1 AS first, $2 AS again, '$1' AS literal"
    private static let echo: SQLStatement = "SELECT $1 AS value"
    private static let twelve: SQLStatement = """
        SELECT $12 AS twelfth, $1 AS first, $11 AS eleventh, $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9 + $10 AS rest
        """

    @Test("parameters bind by their number, in any order and repeated", arguments: SQLDatabaseUnderTest.allCases)
    func parameters(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            let row = try await database.read { try $0.row(of: Self.question, [.text("a"), .text("b")]) }
            #expect(try row?.text("first") == "a")
            #expect(try row?.text("second") == "b")
            #expect(try row?.text("again") == "b")
        }
    }

    @Test("a tenth and later parameter is not taken for the first", arguments: SQLDatabaseUnderTest.allCases)
    func manyParameters(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            let values = (1...12).map { SQLValue.integer($0) }
            let row = try #require(try await database.read { try $0.row(of: Self.twelve, values) })
            #expect(try row.integer("twelfth") == 12)
            #expect(try row.integer("first") == 1)
            #expect(try row.integer("eleventh") == 11)
            #expect(try row.integer("rest") == 54)
        }
    }

    @Test("every value comes back as it was bound", arguments: SQLDatabaseUnderTest.allCases)
    func values(_ engine: SQLDatabaseUnderTest) async throws {
        let texts = ["", "a", "é", "e\u{301}", "𝄞 🗂", "'; DROP TABLE note; --", "line\nline", "$1"]
        let integers = [0, 1, -1, Int64.max, Int64.min]
        let bytes: [[UInt8]] = [[], [0], [0, 255, 0], sampleBytes(100_000)]
        try await engine.withDatabase { database in
            for text in texts {
                let row = try #require(try await database.read { try $0.row(of: Self.echo, [.text(text)]) })
                #expect(try Array(row.text("value").utf8) == Array(text.utf8))
            }
            for integer in integers {
                let row = try #require(try await database.read { try $0.row(of: Self.echo, [.integer(integer)]) })
                #expect(try row.integer("value") == integer)
            }
            for value in bytes {
                let row = try #require(try await database.read { try $0.row(of: Self.echo, [.bytes(value)]) })
                #expect(try row.bytes("value") == value)
            }
            let row = try #require(try await database.read { try $0.row(of: Self.echo, [.null]) })
            #expect(try row.isNull("value"))
        }
    }

    @Test("a column of another type, or none, is an error and no trap", arguments: SQLDatabaseUnderTest.allCases)
    func unexpectedValues(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            let row = try #require(try await database.read { try $0.row(of: Self.echo, [.text("x")]) })
            #expect(throws: VaultError.self) { try row.integer("value") }
            #expect(throws: VaultError.self) { try row.bytes("value") }
            #expect(throws: VaultError.self) { try row.digest("value") }
            #expect(throws: VaultError.self) { try row.text("elsewhere") }
            #expect(throws: VaultError.self) { try row.parsed("value", as: CivilDate.self) }
        }
    }

    @Test("a text with a zero character is refused, not cut", arguments: SQLDatabaseUnderTest.allCases)
    func zeroCharacter(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            let error = await #expect(throws: VaultError.self) {
                try await database.write { try $0.execute(NoteTable.insertion, [.integer(1), .text("a\u{0}b")]) }
            }
            #expect(error?.kind == .invalid)
            let numbers = try await database.read { try NoteTable.numbers(in: $0) }
            #expect(numbers == [])
        }
    }

    private static let change: SQLStatement = "UPDATE note SET text = $1 WHERE number > $2"

    @Test("execute says how many rows it changed", arguments: SQLDatabaseUnderTest.allCases)
    func changedRows(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            let counts = try await database.write { connection in
                let inserted = try (1...5).map {
                    try connection.execute(NoteTable.insertion, [.integer($0), .null])
                }
                return inserted + [
                    try connection.execute(Self.change, [.text("x"), .integer(2)]),
                    try connection.execute(Self.change, [.text("x"), .integer(9)]),
                ]
            }
            #expect(counts == [1, 1, 1, 1, 1, 3, 0])
        }
    }

    @Test("what the consumer of rows throws ends the reading, unchanged", arguments: SQLDatabaseUnderTest.allCases)
    func throwingConsumer(_ engine: SQLDatabaseUnderTest) async throws {
        try await engine.withDatabase { database in
            try await database.write { connection in
                for number in 1...5 { try connection.execute(NoteTable.insertion, [.integer(number), .null]) }
            }
            await #expect(throws: TestError(2)) {
                try await database.read { connection in
                    try connection.forEachRow(of: NoteTable.all, []) { row in
                        if try row.noteNumber == 2 { throw TestError(2) }
                    }
                }
            }
            // The statement can be used again.
            let numbers = try await database.read { try NoteTable.numbers(in: $0) }
            #expect(numbers == [1, 2, 3, 4, 5])
        }
    }
}
