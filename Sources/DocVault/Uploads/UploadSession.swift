/// What somebody is about to hand in, in parts.
public struct NewUpload: Hashable, Sendable {
    public let dossier: DossierCode
    public let requirement: RequirementCode
    public let piece: PieceCode
    public let name: OriginalName
    public let facts: InvoiceFacts
    public let completion: UploadSession.Completion
    /// How long the file is, if the client knows it yet.
    public let sizeInBytes: Int64?
    /// The digest of the whole file, if the client knows it: another one fails the upload.
    public let expected: ContentDigest?

    public init(
        _ name: OriginalName, to requirement: RequirementCode, of dossier: DossierCode, as piece: PieceCode,
        facts: InvoiceFacts = .none, completion: UploadSession.Completion, sizeInBytes: Int64? = nil,
        expecting expected: ContentDigest? = nil
    ) {
        (self.name, self.requirement, self.dossier, self.piece) = (name, requirement, dossier, piece)
        (self.facts, self.completion, self.sizeInBytes, self.expected) = (facts, completion, sizeInBytes, expected)
    }
}

/// A file that arrives in parts, over days if need be: what the vault knows of it, on disk.
public struct UploadSession: Hashable, Sendable {
    /// 128 random bits: nobody comes by another one's upload, who could not see it anyway.
    public typealias ID = Identifier<UploadSession>

    /// How the last part is known.
    public enum Completion: String, CaseIterable, Sendable {
        /// The client says so: draft-ietf-httpbis-resumable-upload.
        case whenSaid = "said"
        /// All bytes are there: tus 1.0.
        case whenWhole = "whole"
    }

    public enum State: Hashable, Sendable {
        case open
        /// All bytes are there and durable, and are being attached.
        case completing
        case done(AttachedFile)
        case failed(UploadFailure)
    }

    public let id: ID
    public let name: OriginalName
    public let dossier: DossierCode
    public let requirement: RequirementCode
    public let piece: PieceCode
    public let facts: InvoiceFacts
    public let completion: Completion
    public let sizeInBytes: Int64?
    public let expected: ContentDigest?
    /// The largest size that it may come to.
    public let largestSize: Int64
    /// How many bytes survive a power cut: where the next part begins.
    public let offset: Int64
    public let state: State
    /// When it is given up, unless bytes come.
    public let expiresAt: Instant
    /// The number of the request that may write now: a later one has a higher number, and earlier ones record nothing more.
    let generation: Int64

    /// Whether there is nothing more to come when the bytes end at an offset, whatever the client says.
    func isWhole(at offset: Int64) -> Bool { completion == .whenWhole && sizeInBytes == offset }

    /// The name of its file.
    var fileName: String { id.description }

    /// Where the file must end: at its size, or at the largest that is taken.
    var limit: Int64 { sizeInBytes ?? largestSize }
}

/// Why an upload came to nothing. The raw value is the word in the catalog and never changes its meaning.
public enum UploadFailure: String, CaseIterable, Sendable {
    /// The whole file is not the one that the client announced.
    case contentMismatch = "content-mismatch"
    /// The requirement was submitted or closed meanwhile.
    case requirementClosed = "requirement-closed"
    /// Who uploaded may not attach pieces any more, or the place is not there any more.
    case notAllowed = "not-allowed"
    /// The vault has lost bytes that it had acknowledged.
    case bytesLost = "bytes-lost"

    var sentence: Sentence {
        switch self {
        case .contentMismatch: Sentence("upload.failed.contentMismatch")
        case .requirementClosed: Sentence("upload.failed.requirementClosed")
        case .notAllowed: Sentence("upload.failed.notAllowed")
        case .bytesLost: Sentence("upload.failed.bytesLost")
        }
    }

    /// The failure that an error of attaching is, for good; `nil` for what may work another time.
    init?(_ error: VaultError) {
        switch error {
        case .requirementClosed: self = .requirementClosed
        case .refused, .dossierNotFound, .requirementNotFound, .pieceNotExpected: self = .notAllowed
        default: return nil
        }
    }
}
