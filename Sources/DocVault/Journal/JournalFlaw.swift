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

    /// What is wrong, and where.
    public var sentence: Sentence {
        switch self {
        case .missing(let sequence): Sentence("journal.flaw.missing", ["sequence": .number(sequence)])
        case .edited(let sequence): Sentence("journal.flaw.edited", ["sequence": .number(sequence)])
        case .misplaced(let sequence): Sentence("journal.flaw.misplaced", ["sequence": .number(sequence)])
        case .instantGoesBack(let sequence): Sentence("journal.flaw.instantGoesBack", ["sequence": .number(sequence)])
        case .tileMissing(let path): Sentence("journal.flaw.tileMissing", ["path": .text("journal/\(path)")])
        case .tileDamaged(let path, let sequence):
            Sentence(
                "journal.flaw.tileDamaged", ["path": .text("journal/\(path)"), "sequence": .number(sequence)])
        case .checkpointMissing: Sentence("journal.flaw.checkpointMissing")
        case .checkpointUnreadable: Sentence("journal.flaw.checkpointUnreadable")
        case .checkpointByOtherKey: Sentence("journal.flaw.checkpointByOtherKey")
        case .checkpointOfOtherLog(let origin):
            Sentence("journal.flaw.checkpointOfOtherLog", ["origin": .quoted(origin)])
        case .checkpointBeyondJournal(let size, let events):
            Sentence(
                "journal.flaw.checkpointBeyondJournal",
                ["size": .number(size), "events": .number(events), "removed": .number(size - events)])
        case .historyRewritten(let size): Sentence("journal.flaw.historyRewritten", ["size": .number(size)])
        case .checkpointByReplacedKey(let fingerprint, let size, let lastSize):
            Sentence(
                "journal.flaw.checkpointByReplacedKey",
                ["fingerprint": .text(fingerprint), "size": .number(size), "lastSize": .number(lastSize)])
        case .firstKeyMissing: Sentence("journal.flaw.firstKeyMissing")
        case .rotationOfOtherKey(let sequence):
            Sentence("journal.flaw.rotationOfOtherKey", ["sequence": .number(sequence)])
        case .rotationUnsignedByOldKey(let sequence):
            Sentence("journal.flaw.rotationUnsignedByOldKey", ["sequence": .number(sequence)])
        case .rotationUnsignedByNewKey(let sequence):
            Sentence("journal.flaw.rotationUnsignedByNewKey", ["sequence": .number(sequence)])
        case .keyListDiffers(let line): Sentence("journal.flaw.keyListDiffers", ["line": .number(line)])
        case .signerNotInForce(let fingerprint):
            Sentence("journal.flaw.signerNotInForce", ["fingerprint": .text(fingerprint)])
        case .essentialErased(let sequence):
            Sentence("journal.flaw.essentialErased", ["sequence": .number(sequence)])
        case .erasedWithoutEvent(let sequence):
            Sentence("journal.flaw.erasedWithoutEvent", ["sequence": .number(sequence)])
        }
    }
}
