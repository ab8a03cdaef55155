import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("What a receipt must be")
struct ReceiptVerifierTests {
    /// A receipt that is right in all but what is given: an event at the beginning of a log of its own, signed by a key of
    /// its own.
    private func receipt(action: String = "deposit.received", sequence: Int = 0) throws -> [UInt8] {
        let origin = "docvault/of-its-own"
        let pieces = [
            Receipt.Piece(
                digest: "sha256:\(String(repeating: "ab", count: 32))",
                document: "01a1fe4b-f55b-76cb-bc91-3501b8755178", name: "one.txt", sizeInBytes: 20)
        ]
        let event: CanonicalJSON = [
            "action": .string(action), "sequence": .integer(Int64(sequence)),
            "after": ["piecesDigest": .string(try Receipt.piecesDigest(of: pieces).description)],
        ]
        let body = try event.canonicalBytes()
        var random = SystemRandomNumberGenerator()
        let commitment = SaltedCommitment(to: body, using: &random)
        let name = try #require(NoteKeyName(origin))
        let signer = try NoteSigner(name: name, privateKey: Ed25519PrivateKey.generate())
        let note = try Checkpoint(origin: origin, size: 1, root: commitment.leafHash).signed(with: signer)
        let proof = TlogProof(InclusionProof(index: 0, size: 1, hashes: []), checkpoint: note)
        return try Receipt(
            format: Receipt.format, origin: origin, pieces: pieces, event: String(decoding: body, as: UTF8.self),
            salt: Hexadecimal.encode(commitment.salt), proof: String(decoding: proof.bytes, as: UTF8.self),
            keys: [signer.verifierKey.description], timestamp: nil
        ).bytes()
    }

    private func verify(_ bytes: [UInt8]) throws -> ReceiptReport {
        try ReceiptVerifier(keys: nil, authorities: nil).verify(bytes, files: [])
    }

    @Test("a deposit at its place is taken")
    func taken() throws { #expect(try verify(receipt()).isValid) }

    @Test("an event at another place than its proof says is refused", arguments: [1, -1, 4711])
    func otherPlace(sequence: Int) throws {
        let bytes = try receipt(sequence: sequence)
        #expect(throws: ReceiptFlaw.otherPlace) { try verify(bytes) }
        #expect(ReceiptFlaw.otherPlace.sentence.text(in: .en) == "the event is not the one whose place the proof shows")
    }

    @Test(
        "an event that no receipt is given for is refused",
        arguments: ["dossier.imported", "key.rotated", "vault.created", "attachment.factsChanged", "no.word", ""])
    func otherAction(action: String) throws {
        let bytes = try receipt(action: action)
        #expect(throws: ReceiptFlaw.otherAction(action)) { try verify(bytes) }
        #expect(
            ReceiptFlaw.otherAction(action).sentence.text(in: .en)
                == "the event \"\(action)\" is none that a receipt is given for")
    }

    @Test("a replaced key is named with the sizes")
    func replacedKey() {
        #expect(
            ReceiptFlaw.replacedKey(fingerprint: "bb42 fa63", lastSize: 2, size: 5).sentence.text(in: .en)
                == "the receipt rests on a checkpoint over 5 events by the key bb42 fa63, which was replaced after 2 events"
        )
    }

    @Test(
        "what is not a receipt is told from one by its content",
        arguments: [
            ("{\"format\":\"docvault-receipt/1\"}", true), (" \n\t{", true), ("", false), ("PK\u{3}\u{4}", false),
            ("[1]", false), ("DV_2026/", false),
        ])
    func recognised(content: String, isReceipt: Bool) async throws {
        try await withTemporaryDirectory { folder in
            let file = try folder.appending("any name").write(content.utf8)
            #expect(try ReceiptVerifier.isReceipt(SourceFile(file)) == isReceipt)
        }
    }
}
