/// What is wrong with a journal: named so that somebody can look there.
public enum JournalFlaw: Error, Hashable, Sendable {
    case missing(sequence: Int)
    case edited(sequence: Int)
    case misplaced(sequence: Int)
    case instantGoesBack(sequence: Int)
    case tileMissing(path: String)
    case tileDamaged(path: String, firstSequence: Int)
    case checkpointMissing
    case checkpointUnreadable
    case checkpointByOtherKey
    case checkpointOfOtherLog(origin: String)
    case checkpointBeyondJournal(size: Int, events: Int)
    case historyRewritten(size: Int)
    case checkpointByReplacedKey(fingerprint: String, size: Int, lastSize: Int)
    case firstKeyMissing
    case rotationOfOtherKey(sequence: Int)
    case rotationUnsignedByOldKey(sequence: Int)
    case rotationUnsignedByNewKey(sequence: Int)
    case keyListDiffers(line: Int)
    case signerNotInForce(fingerprint: String)
    case essentialErased(sequence: Int)
    case erasedWithoutEvent(sequence: Int)

    /// One sentence: what is wrong, and where.
    public var message: String {
        switch self {
        case .missing(let sequence): "event \(sequence) was removed from the catalog"
        case .edited(let sequence): "event \(sequence) was edited: it is not what the log committed to"
        case .misplaced(let sequence): "event \(sequence) is not the one that was recorded there: events were reordered"
        case .instantGoesBack(let sequence): "event \(sequence) is older than the one before it"
        case .tileMissing(let path): "the tile journal/\(path) is missing"
        case .tileDamaged(let path, let sequence):
            "the tile journal/\(path) differs from the catalog, first at event \(sequence)"
        case .checkpointMissing: "there is no checkpoint"
        case .checkpointUnreadable: "the checkpoint cannot be understood"
        case .checkpointByOtherKey: "the checkpoint is signed by another key than this vault's"
        case .checkpointOfOtherLog(let origin): "the checkpoint is that of another log, \(quoted(origin))"
        case .checkpointBeyondJournal(let size, let events):
            "the checkpoint is over \(size) events, the catalog has \(events): the last \(size - events) were removed"
        case .historyRewritten(let size):
            "the first \(size) events are not those that the checkpoint was signed over: history was rewritten"
        case .checkpointByReplacedKey(let fingerprint, let size, let lastSize):
            "the checkpoint over \(size) events is signed by the key \(fingerprint), which was replaced after \(lastSize) events"
        case .firstKeyMissing: "event 0 does not name the key that the vault was made with"
        case .rotationOfOtherKey(let sequence): "event \(sequence) replaces another key than the one in force"
        case .rotationUnsignedByOldKey(let sequence):
            "event \(sequence) replaces the key without the old key's signature"
        case .rotationUnsignedByNewKey(let sequence):
            "event \(sequence) replaces the key without the new key's signature"
        case .keyListDiffers(let line): "keys/journal-keys is not what the events say, first in line \(line)"
        case .signerNotInForce(let fingerprint):
            "the private key of the journal, \(fingerprint), is not the one that the events name last"
        case .essentialErased(let sequence): "event \(sequence) was erased, and checking the journal rests on it"
        case .erasedWithoutEvent(let sequence): "event \(sequence) was erased, and no event says so"
        }
    }
}
