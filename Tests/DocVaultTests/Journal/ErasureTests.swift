import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("Erasing what an event says")
struct ErasureTests {
    /// What only the events of one act say: somebody's name, and a reason that does not fit into one page of the catalog.
    private static let secrets = ["somebody-4711", "the-beginning-of-it", "the-middle-of-it", "the-end-of-it"]

    private func context(of vault: Vault) -> ActContext {
        let padding = String(repeating: "a reason ", count: 1_500)
        return ActContext(operator: Self.secrets[0], request: vault.context.request)
            .because("\(Self.secrets[1]) \(padding) \(Self.secrets[2]) \(padding) \(Self.secrets[3])")
    }

    /// Which of the secrets can be found in the files of the catalog, whatever SQLite makes of them.
    private func found(in journal: JournalUnderTest) throws -> [String] {
        let names = try journal.path.names().filter { $0.hasPrefix("catalog.sqlite") }
        #expect(names.contains("catalog.sqlite"))
        let files = try names.map { String(decoding: try journal.read($0), as: Unicode.ASCII.self) }
        return Self.secrets.filter { secret in files.contains { $0.contains(secret) } }
    }

    @Test("the text is in no file of the catalog any more, and every proof holds")
    func erased() async throws {
        try await JournalUnderTest.lend { journal in
            let content = Chunks([[1, 2, 3]])
            let document = try await journal.vault.acting(as: context(of: journal.vault)).attach(
                content, named: OriginalName("one.txt")!, to: .e01, of: .sample, as: .report
            ).document
            try await journal.attach("two.txt")
            let kept = try await journal.vault.publishJournal().note
            let proof = try await journal.vault.proof(of: 2)
            let receipt = try await journal.vault.receipt(for: Deposit.ID(document.uuid)).bytes()
            #expect(try found(in: journal) == Self.secrets)

            let erasure = try await journal.vault.eraseEvent(2, reason: "asked for by the person concerned")
            #expect(erasure == EventErasure(sequence: 4, isWiped: true))
            #expect(try found(in: journal) == [])

            let report = try await journal.vault.verifyJournal(since: kept)
            #expect(report.isValid && report.erasedCount == 1 && report.eventCount == 5)
            try await journal.vault.publishJournal()
            #expect(try await journal.flaw(since: kept) == nil)
            // What was handed out before goes on to hold, and a new proof leads to the same leaf.
            #expect(try ReceiptVerifier(keys: nil, authorities: nil).verify(receipt, files: []).isValid)
            let event = try #require(try await journal.event(2))
            #expect(event.opening == nil)
            for proof in [proof, try await journal.vault.proof(of: 2)] {
                let keys = try journal.keys().published.map(\.key)
                _ = try TlogProof(parsing: proof).verify(
                    leaf: MerkleTree.leafHash(of: event.commitment), origin: journal.folder.origin, keys: keys)
            }
            await #expect(throws: VaultError.eventErased(2)) {
                try await journal.vault.receipt(for: Deposit.ID(document.uuid))
            }
        }
    }

    @Test("the erasure is an event with its reason, whose subject is the number of the erased one")
    func event() async throws {
        try await JournalUnderTest.lend { journal in
            try await journal.attach("one.txt")
            try await journal.vault.eraseEvent(2, reason: "asked for")
            let event = try #require(try await journal.event(3))
            let body = try #require(event.opening).body
            guard case .object(let object) = try CanonicalJSON(canonical: body) else {
                Issue.record("an event is an object")
                return
            }
            let commitment = Hexadecimal.encode(try #require(try await journal.event(2)).commitment)
            #expect(object["action"] == "event.erased" && object["reason"] == "asked for")
            #expect(object["subject"] == ["id": "2", "kind": "event"])
            #expect(object["before"] == ["action": "document.attached", "commitment": .string(commitment)])
            #expect(object["after"] == ["commitment": .string(commitment)])
            #expect(try await journal.flaw() == nil)
        }
    }

    @Test(
        "what the journal rests on, what is not there and what is gone cannot be erased, and nothing without a reason")
    func refused() async throws {
        try await JournalUnderTest.lend { journal in
            // 0 the vault, 1 the dossier, 2 a document, 3 the key, 4 the erasure of 2.
            try await journal.attach("one.txt")
            _ = try await journal.vault.rotateJournalKey()
            try await journal.vault.eraseEvent(2, reason: "asked for")
            for sequence in [0, 3, 4] {
                await #expect(throws: VaultError.eventNotErasable(sequence)) {
                    try await journal.vault.eraseEvent(sequence, reason: "asked for")
                }
            }
            await #expect(throws: VaultError.eventErased(2)) {
                try await journal.vault.eraseEvent(2, reason: "asked for")
            }
            for sequence in [5, -1] {
                await #expect(throws: VaultError.eventNotFound("\(sequence)")) {
                    try await journal.vault.eraseEvent(sequence, reason: "asked for")
                }
            }
            for reason in [nil, "", " \n\t"] {
                await #expect(throws: VaultError.reasonMissing) {
                    try await journal.vault.eraseEvent(1, reason: reason)
                }
            }
            let report = try await journal.vault.verifyJournal()
            #expect(report.isValid && report.eventCount == 5 && report.erasedCount == 1)
        }
    }

    private static let blanking: SQLStatement = """
        UPDATE journal_event SET salt = NULL, body = NULL WHERE sequence = $1
        """

    @Test("an event that somebody blanked without an event is named", arguments: [0, 1, 3])
    func blanked(sequence: Int) async throws {
        try await JournalUnderTest.lend { journal in
            try await journal.attach("one.txt")
            _ = try await journal.vault.rotateJournalKey()
            try await journal.vault.eraseEvent(2, reason: "asked for")
            let catalog = try SQLiteDatabase(file: journal.path.appending("catalog.sqlite"))
            _ = try await catalog.write { try $0.execute(Self.blanking, [.integer(sequence)]) }
            let flaw: JournalFlaw =
                sequence == 1 ? .erasedWithoutEvent(sequence: 1) : .essentialErased(sequence: sequence)
            #expect(try await journal.flaw() == flaw)
        }
    }
}
