internal import DocVault
internal import HTTPTypes

extension Problem {
    init(_ refusal: UploadRefusal) {
        let (word, status) = refusal.problem
        let error = VaultError.uploadRefused(refusal)
        switch refusal {
        // Word for word what is said of an upload that never was.
        case .notFound: self.init(RequestRefusal.nothingHere)
        case .offsetMismatch(let offset, let given):
            self.init(word: word, status: status, detail: error.sentence, hint: error.hintSentence)
            offsets = (offset, given)
            headers[.uploadOffset] = "\(offset)"
        default: self.init(word: word, status: status, detail: error.sentence, hint: error.hintSentence)
        }
    }
}

extension UploadRefusal {
    /// The type of problem that a refusal is, and the status of its answer.
    fileprivate var problem: (Problem.Word, HTTPResponse.Status) {
        switch self {
        case .notFound: (.notFound, .notFound)
        case .offsetMismatch, .superseded, .finished: (.conflict, .conflict)
        case .lengthInconsistent: (.malformed, .badRequest)
        case .tooLarge: (.tooLarge, .contentTooLarge)
        case .contentMismatch, .partMismatch: (.digestMismatch, .unprocessableContent)
        case .tooManySessions, .tooManyBytes: (.tooManyRequests, .tooManyRequests)
        case .failed: (.uploadExpired, .gone)
        }
    }
}
