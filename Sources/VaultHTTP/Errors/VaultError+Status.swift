internal import DocVault
internal import HTTPTypes

extension VaultError {
    /// The status of an answer to a request that failed so.
    var httpStatus: HTTPResponse.Status {
        switch problemWord {
        case .changedMeanwhile: .preconditionFailed
        case .storageFull: HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
        case .disposed: .gone
        case .unavailable: .serviceUnavailable
        default:
            switch kind {
            case .notFound: .notFound
            case .invalid: .unprocessableContent
            case .conflict: .conflict
            case .prohibited: .forbidden
            case .corrupt, .unavailable: .serviceUnavailable
            }
        }
    }

    /// The type of problem: that of the error's kind, or a narrower one that clients act on.
    var problemWord: Problem.Word {
        switch self {
        case .changedMeanwhile: .changedMeanwhile
        case .storageFull: .storageFull
        case .vaultReadOnly, .vaultNotPermitted: .unavailable
        case .retentionRefused(.documentDisposed): .disposed
        case .incomplete: .incomplete
        default:
            switch kind {
            case .notFound: .notFound
            case .invalid: .invalid
            case .conflict: .conflict
            case .prohibited: .refused
            case .corrupt: .corrupt
            case .unavailable: .unavailable
            }
        }
    }
}
