/// Why bytes of an upload, or an upload, were refused: one case per reason a client might tell apart.
public enum UploadRefusal: Hashable, Sendable {
    /// There is none, it is over for long, or it is somebody else's.
    case notFound(String)
    /// A part does not begin where the last one ended.
    case offsetMismatch(offset: Int64, given: Int64)
    /// A part goes beyond the size that was declared, the last one ends before it, or another size was declared.
    case lengthInconsistent(declared: Int64, given: Int64)
    case tooLarge(limit: Int64)
    /// The whole file is not the one that was announced.
    case contentMismatch(expected: ContentDigest, received: ContentDigest)
    /// A part is not what was sent. Nothing of it was kept.
    case partMismatch(expected: ContentDigest, received: ContentDigest)
    /// A newer request about the same upload took its place.
    case superseded
    case tooManySessions(limit: Int)
    case tooManyBytes(limit: Int64)
    /// It is attached already: no more bytes.
    case finished
    case failed(UploadFailure)

    var kind: VaultError.Kind {
        switch self {
        case .notFound: .notFound
        case .lengthInconsistent, .tooLarge, .contentMismatch, .partMismatch: .invalid
        case .offsetMismatch, .superseded, .finished, .failed: .conflict
        case .tooManySessions, .tooManyBytes: .prohibited
        }
    }

    var sentence: Sentence {
        switch self {
        case .notFound(let id): Sentence("upload.notFound", ["upload": .quoted(id)])
        case .offsetMismatch(let offset, let given):
            Sentence("upload.offsetMismatch", ["offset": .text("\(offset)"), "given": .text("\(given)")])
        case .lengthInconsistent(let declared, let given):
            Sentence("upload.lengthInconsistent", ["declared": .text("\(declared)"), "given": .text("\(given)")])
        case .tooLarge(let limit): Sentence("upload.tooLarge", ["limit": .size(limit)])
        case .contentMismatch: Sentence("upload.contentMismatch")
        case .partMismatch: Sentence("upload.partMismatch")
        case .superseded: Sentence("upload.superseded")
        case .tooManySessions(let limit): Sentence("upload.tooManySessions", ["limit": .number(limit)])
        case .tooManyBytes(let limit): Sentence("upload.tooManyBytes", ["limit": .size(limit)])
        case .finished: Sentence("upload.finished")
        case .failed(let failure): failure.sentence
        }
    }

    var hint: Sentence? {
        switch self {
        case .notFound, .failed: Sentence("upload.hint.begin")
        case .offsetMismatch, .superseded, .partMismatch: Sentence("upload.hint.continue")
        case .contentMismatch: Sentence("upload.hint.sendAgain")
        case .tooManySessions, .tooManyBytes: Sentence("upload.hint.finishOthers")
        case .lengthInconsistent, .tooLarge, .finished: nil
        }
    }
}

extension VaultError {
    static func upload(_ refusal: UploadRefusal) -> VaultError { .uploadRefused(refusal) }
}
