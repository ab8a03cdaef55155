import Testing
import VaultTestSupport

@testable import DocVault

@Suite("Publications and rotations that meet or are cut")
struct CutRotationTests {
    private static let (privateFile, listFile) = ("keys/journal-key.pem", "keys/journal-keys")
    private static let nextFile = "keys/journal-key.pem.next"

    /// The files of a journal's keys, before and after a rotation.
    private struct Keys {
        let (privateKey, list): ([UInt8], [UInt8])

        init(of journal: JournalUnderTest) throws {
            (privateKey, list) = (try journal.read(privateFile), try journal.read(listFile))
        }
    }

    /// Whether the next act is signed for, by which key, and that nothing is left over.
    private func expectMended(_ journal: JournalUnderTest, signer: NoteVerifierKey) async throws {
        try await journal.attach("next.txt")
        let note = try await journal.vault.publishJournal().note
        #expect(try SignedNote(parsing: note).verify(with: journal.keys().published.map(\.key)) == [signer])
        #expect(!journal.exists(Self.nextFile))
        #expect(try await journal.flaw() == nil)
        // Nothing stands in the way of the next one.
        _ = try await journal.vault.rotateJournalKey()
        #expect(try await journal.flaw() == nil)
    }

    @Test("cut before its event, a rotation did not happen")
    func beforeEvent() async throws {
        try await JournalUnderTest.lend { journal in
            let old = try journal.keys().signer().verifierKey
            try journal.write(try Ed25519PrivateKey.generate().pem(), to: Self.nextFile)
            #expect(try await journal.flaw() == nil)
            try await expectMended(journal, signer: old)
        }
    }

    @Test("cut after its event, a rotation happened, and the next publication ends it", arguments: [false, true])
    func afterEvent(isListed: Bool) async throws {
        try await JournalUnderTest.lend { journal in
            let before = try Keys(of: journal)
            try journal.copy("journal", to: "journal-before")
            _ = try await journal.vault.rotateJournalKey()
            let (after, new) = (try Keys(of: journal), try journal.keys().signer().verifierKey)
            try journal.write(after.privateKey, to: Self.nextFile)
            try journal.write(before.privateKey, to: Self.privateFile)
            if !isListed { try journal.write(before.list, to: Self.listFile) }
            // Nothing was published since the event: the lock was held.
            try journal.copy("journal-before", to: "journal")
            #expect(try await journal.flaw() == nil)
            try await expectMended(journal, signer: new)
        }
    }

    @Test("between event and list the old key is bounded by the event alone")
    func stolenMeanwhile() async throws {
        try await JournalUnderTest.lend { journal in
            let before = try Keys(of: journal)
            let old = try journal.keys().signer()
            _ = try await journal.vault.rotateJournalKey()
            let checkpoint = try #require(try journal.vault.published.checkpoint()).checkpoint
            let forged = try checkpoint.signed(with: old).bytes
            try journal.write(try Keys(of: journal).privateKey, to: Self.nextFile)
            try journal.write(before.privateKey, to: Self.privateFile)
            try journal.write(before.list, to: Self.listFile)
            try journal.write(forged, to: "journal/checkpoint")
            let fingerprint = old.verifierKey.fingerprint
            #expect(
                try await journal.flaw() == .checkpointByReplacedKey(fingerprint: fingerprint, size: 3, lastSize: 2))
        }
    }

    @Test("more who publish than there are threads all come to their end", .timeLimit(.minutes(30)))
    func turns() async throws {
        try await JournalUnderTest.lend(executor: BlockingExecutor(width: 2)) { journal in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<24 {
                    group.addTask {
                        try await journal.attach("at once \(number).txt")
                        try await journal.vault.publishJournal()
                    }
                }
                try await group.waitForAll()
            }
            let report = try await journal.vault.verifyJournal()
            #expect(report.isValid && report.checkpointSize == 26 && report.eventCount == 26)
        }
    }

    @Test("what waits is published in as many batches as it takes", arguments: [1, 3, 7, 21, 65_536])
    func batches(size: Int) async throws {
        try await JournalUnderTest.lend { journal in
            for number in 0..<19 { try await journal.attach("waiting \(number).txt") }
            let publisher = JournalPublisher(
                folder: JournalFolder(journal.folder.journal), keys: journal.folder.keys, origin: journal.folder.origin,
                database: JournaledDatabase(try SQLiteDatabase(file: journal.folder.catalog), clock: journal.clock),
                executor: BlockingExecutor(width: 2), batchSize: size)
            #expect(try await publisher.publish().checkpoint.size == 21)
            #expect(try await journal.flaw() == nil)
        }
    }
}
