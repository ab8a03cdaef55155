import Testing

@testable import DocVault

@Suite("Sentences for what is wrong with a journal")
struct JournalFlawTests {
    private static let key = "bb42 fa63 a856 9451 9c9a 30db 1e80 95a2"

    @Test(
        "each flaw of keys and erasures is one sentence that says where to look",
        arguments: [
            (
                JournalFlaw.checkpointByReplacedKey(fingerprint: key, size: 400, lastSize: 311),
                "the checkpoint over 400 events is signed by the key \(key), which was replaced after 311 events"
            ),
            (.firstKeyMissing, "event 0 does not name the key that the vault was made with"),
            (.rotationOfOtherKey(sequence: 7), "event 7 replaces another key than the one in force"),
            (.rotationUnsignedByOldKey(sequence: 7), "event 7 replaces the key without the old key's signature"),
            (.rotationUnsignedByNewKey(sequence: 7), "event 7 replaces the key without the new key's signature"),
            (.keyListDiffers(line: 2), "keys/journal-keys is not what the events say, first in line 2"),
            (
                .signerNotInForce(fingerprint: key),
                "the private key of the journal, \(key), is not the one that the events name last"
            ),
            (.essentialErased(sequence: 7), "event 7 was erased, and checking the journal rests on it"),
            (.erasedWithoutEvent(sequence: 7), "event 7 was erased, and no event says so"),
        ])
    func sentences(_ flaw: JournalFlaw, _ sentence: String) { #expect(flaw.sentence.text(in: .en) == sentence) }
}
