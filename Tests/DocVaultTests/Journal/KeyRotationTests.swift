import Testing
import VaultTestSupport

@testable import DocVault

@Suite("Rotations of the journal's key")
struct KeyRotationTests {
    private static let (privateFile, listFile) = ("keys/journal-key.pem", "keys/journal-keys")
    private static let nextFile = "keys/journal-key.pem.next"

    /// A checkpoint over all events, signed by a private key that somebody kept.
    private func checkpoint(of journal: JournalUnderTest, signedBy pem: [UInt8]) throws -> [UInt8] {
        let checkpoint = try #require(try journal.vault.published.checkpoint()).checkpoint
        let name = try #require(NoteKeyName(journal.folder.origin))
        let signer = try NoteSigner(name: name, privateKey: Ed25519PrivateKey(pem: pem))
        return try checkpoint.signed(with: signer).bytes
    }

    @Test("the journal is valid through two rotations, and so are the checkpoints that each key signed")
    func valid() async throws {
        try await JournalUnderTest.lend { journal in
            var kept: [[UInt8]] = []
            for name in ["one.txt", "two.txt", "three.txt"] {
                try await journal.attach(name)
                kept.append(try await journal.vault.publishJournal().note)
                if name != "three.txt" { _ = try await journal.vault.rotateJournalKey() }
            }
            for note in kept { #expect(try await journal.flaw(since: note) == nil) }
            // Events: vault, dossier, one, rotation, two, rotation, three.
            #expect(try journal.vault.journalKeys().map(\.lastSize) == [3, 5, nil])
            let lines = try journal.vault.journalKeys().map(\.line)
            #expect(
                String(decoding: try journal.read(Self.listFile), as: UTF8.self) == lines.joined(separator: "\n") + "\n"
            )
            #expect(!journal.exists(Self.nextFile))
        }
    }

    @Test("a stolen old key is refused under the checkpoint, under a kept one and under a receipt, and named")
    func stolen() async throws {
        try await JournalUnderTest.lend { journal in
            let old = try journal.read(Self.privateFile)
            let fingerprint = try journal.vault.journalKeys()[0].fingerprint
            _ = try await journal.vault.rotateJournalKey()
            let deposit = try #require(try await journal.deposit("late.txt"))
            try await journal.vault.publishJournal()
            let forged = try checkpoint(of: journal, signedBy: old)
            let flaw = JournalFlaw.checkpointByReplacedKey(fingerprint: fingerprint, size: 5, lastSize: 2)
            #expect(try await journal.flaw(since: forged) == flaw)

            let receipt = try await journal.vault.receipt(for: deposit)
            let proof = try TlogProof(parsing: Array(receipt.proof.utf8))
            let inclusion = InclusionProof(index: proof.index, size: 5, hashes: proof.hashes)
            let changed = Receipt(
                format: receipt.format, origin: receipt.origin, pieces: receipt.pieces, event: receipt.event,
                salt: receipt.salt,
                proof: String(
                    decoding: TlogProof(inclusion, checkpoint: try SignedNote(parsing: forged)).bytes, as: UTF8.self),
                keys: receipt.keys, timestamp: nil)
            let list = String(decoding: try journal.read(Self.listFile), as: UTF8.self)
            let verifier = try ReceiptVerifier(keys: list, authorities: nil)
            #expect(try verifier.verify(receipt.bytes(), files: []).isValid)
            #expect(throws: ReceiptFlaw.replacedKey(fingerprint: fingerprint, lastSize: 2, size: 5)) {
                try verifier.verify(changed.bytes(), files: [])
            }

            try journal.write(forged, to: "journal/checkpoint")
            #expect(try await journal.flaw() == flaw)
            await #expect(throws: VaultError.journalFlawed(flaw)) { try await journal.vault.publishJournal() }
        }
    }

    @Test("a list of keys that the events do not bear out is named with its first line that differs")
    func list() async throws {
        try await JournalUnderTest.lend { journal in
            let stranger = try JournalKeys.verifierKey(of: Ed25519PrivateKey.generate(), origin: journal.folder.origin)
            _ = try await journal.vault.rotateJournalKey()
            let keys = try journal.vault.journalKeys()
            let lists: [(lines: [String], flaw: JournalFlaw)] = [
                ([keys[0].key, keys[1].line], .keyListDiffers(line: 1)),
                (["\(keys[0].key) 3", keys[1].line], .keyListDiffers(line: 1)),
                ([keys[1].line], .keyListDiffers(line: 1)),
                ([keys[0].line, stranger.description, keys[1].line], .keyListDiffers(line: 2)),
                ([keys[0].line, keys[1].line, stranger.description], .keyListDiffers(line: 3)),
                ([keys[0].line], .checkpointByOtherKey),
            ]
            for (lines, flaw) in lists {
                try journal.write(Array(lines.joined(separator: "\n").utf8), to: Self.listFile)
                #expect(try await journal.flaw() == flaw, "\(lines)")
            }
        }
    }

    @Test("the private key must be the one that the events name last, and no other signs")
    func signer() async throws {
        try await JournalUnderTest.lend { journal in
            let old = try journal.read(Self.privateFile)
            let fingerprint = try journal.vault.journalKeys()[0].fingerprint
            _ = try await journal.vault.rotateJournalKey()
            try journal.write(old, to: Self.privateFile)
            #expect(try await journal.flaw() == .signerNotInForce(fingerprint: fingerprint))
            try await journal.attach("more.txt")
            let reason = Sentence("journal.key.notNewest")
            await #expect(throws: VaultError.keyUnusable(reason)) { try await journal.vault.publishJournal() }
        }
    }

    enum Forgery: CaseIterable {
        case noOldSignature, noNewSignature, otherStatement, otherOldKey, otherLog, sameKey, noKey
    }

    @Test("a rotation that the keys did not both sign, or that does not follow, is named", arguments: Forgery.allCases)
    func forged(_ forgery: Forgery) async throws {
        try await JournalUnderTest.lend { journal in
            let old = try journal.keys().signer()
            let key = try Ed25519PrivateKey.generate()
            let origin = forgery == .otherLog ? "docvault/another" : journal.folder.origin
            let new = forgery == .sameKey ? old.verifierKey : try JournalKeys.verifierKey(of: key, origin: origin)
            let stranger = try JournalKeys.verifierKey(of: Ed25519PrivateKey.generate(), origin: origin)
            let rotation = KeyRotation(old: forgery == .otherOldKey ? stranger : old.verifierKey, new: new)
            let statement = forgery == .otherStatement ? Array("another\n".utf8) : rotation.statement
            let (byOld, byNew) = (try old.sign(statement), try key.sign(statement))
            try await journal.append(
                .keyRotated, before: ["key": .string(rotation.old.description)],
                after: [
                    "key": forgery == .noKey ? nil : .string(new.description),
                    "signatureByOldKey": .string(Base64.encode(forgery == .noOldSignature ? byNew : byOld)),
                    "signatureByNewKey": .string(Base64.encode(forgery == .noNewSignature ? byOld : byNew)),
                ])
            try await journal.vault.publishJournal()
            let flaw: JournalFlaw =
                switch forgery {
                case .noOldSignature, .otherStatement: .rotationUnsignedByOldKey(sequence: 2)
                case .noNewSignature: .rotationUnsignedByNewKey(sequence: 2)
                case .otherOldKey, .otherLog, .sameKey, .noKey: .rotationOfOtherKey(sequence: 2)
                }
            #expect(try await journal.flaw() == flaw)
        }
    }

    @Test("a journal whose first event names no key of this log begins nowhere")
    func first() throws {
        let origin = "docvault/one"
        let key = try JournalKeys.verifierKey(of: Ed25519PrivateKey.generate(), origin: origin)
        func follow(_ event: CanonicalJSON, origin: String = origin) throws -> [PublishedKey] {
            guard case .object(let event) = event else { return [] }
            var chain = KeyChain(origin: origin)
            try chain.follow(0, event)
            return chain.keys
        }
        let event: CanonicalJSON = ["action": "vault.created", "after": ["key": .string(key.description)]]
        #expect(try follow(event) == [PublishedKey(key)])
        for wrong: CanonicalJSON in [
            ["action": "dossier.imported", "after": ["key": .string(key.description)]],
            ["action": "vault.created", "after": ["key": "no key"]], ["action": "vault.created", "after": nil],
        ] {
            #expect(throws: JournalFlaw.firstKeyMissing) { try follow(wrong) }
        }
        #expect(throws: JournalFlaw.firstKeyMissing) { try follow(event, origin: "docvault/another") }
    }

    @Test("a line of the list is read as it is written, and nothing else is a line")
    func lines() throws {
        let key = try JournalKeys.verifierKey(of: Ed25519PrivateKey.generate(), origin: "docvault/one")
        for line in ["\(key)", "\(key) 0", "\(key) 4711"] { #expect(PublishedKey(line)?.description == line) }
        for line in ["", "\(key) ", " \(key)", "\(key)  1", "\(key) 01", "\(key) -1", "\(key) 1 2", "\(key) x"] {
            #expect(PublishedKey(line) == nil, "\(line)")
        }
        let replaced = try #require(PublishedKey("\(key) 3"))
        #expect(replaced.counts(for: 3) && !replaced.counts(for: 4))
    }
}
