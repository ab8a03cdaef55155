internal import SystemPackage

/// Why the vault refused or could not finish: one case per reason a caller might tell apart.
public enum VaultError: Error, Hashable, Sendable {
    // Not here.
    case blobNotFound(Digest)
    case documentNotFound(String)
    case dossierNotFound(DossierCode, nearest: DossierCode?)
    case requirementNotFound(RequirementCode, dossier: DossierCode, nearest: RequirementCode?)
    case pieceNotExpected(PieceCode, requirement: RequirementCode, nearest: PieceCode?)
    case vaultNotFound(folder: String)
    case eventNotFound(String)

    // Not acceptable as it is.
    case malformed(field: String, reason: String)
    case descriptionInvalid([DescriptionFlaw])
    case sourceUnreadable(name: String, SourceProblem)
    case archiveUnreadable(name: String, reason: String)
    case receiptRefused(ReceiptFlaw)

    // Not now, or not in this state.
    case vaultExists(folder: String)
    case folderNotEmpty(folder: String)
    case contradictsVault(field: String, reason: String)
    case requirementClosed(RequirementCode, Requirement.State)
    case nothingToExport(DossierCode)
    case eventErased(Int)

    // Not allowed.
    case vaultReadOnly
    case vaultNotPermitted(folder: String)
    case vaultTooNew(found: Int, supported: Int)
    case keyUnusable(String)
    case eventNotErasable(Int)

    // Our bytes are not what they were.
    case blobCorrupt(Digest)
    case journalFlawed(JournalFlaw)

    // The machine could not.
    case storageFull
    case outputFull(String)
    case timestampFailed(String)
    case storageFailed(StorageFailure)

    /// The group a failure belongs to; closed, and clients may rely on it.
    public enum Kind: String, CaseIterable, Sendable {
        case notFound, invalid, conflict, prohibited, corrupt, unavailable
    }

    public var kind: Kind {
        switch self {
        case .blobNotFound, .documentNotFound, .dossierNotFound, .requirementNotFound, .pieceNotExpected,
            .vaultNotFound, .eventNotFound:
            .notFound
        case .malformed, .descriptionInvalid, .sourceUnreadable, .archiveUnreadable, .receiptRefused: .invalid
        case .vaultExists, .folderNotEmpty, .contradictsVault, .requirementClosed, .nothingToExport,
            .eventErased:
            .conflict
        case .vaultReadOnly, .vaultNotPermitted, .vaultTooNew, .keyUnusable, .eventNotErasable:
            .prohibited
        case .blobCorrupt, .journalFlawed: .corrupt
        case .storageFull, .outputFull, .timestampFailed, .storageFailed: .unavailable
        }
    }
}

/// Why a file that somebody named could not be taken as it is.
public enum SourceProblem: Hashable, Sendable {
    case missing, changedWhileRead, notPermitted, notAFile, linkToFolder, tooManyLinks
    case failed(StorageFailure)
}

/// What a call to the machine answered: for the log, not for the person.
public struct StorageFailure: Hashable, Sendable, CustomStringConvertible {
    public let operation: String
    public let detail: String

    public init(operation: String, detail: String) {
        self.operation = operation
        self.detail = detail
    }

    public var description: String { "\(operation): \(detail)" }
}

extension VaultError {
    /// Turns a failed call on the vault's own folder into what the caller can act on.
    init(_ failure: SystemCallFailure) {
        switch failure.errno {
        case .noSpace, .diskQuotaExceeded: self = .storageFull
        case .readOnlyFileSystem, .permissionDenied, .notPermitted: self = .vaultReadOnly
        default:
            self = .storageFailed(
                StorageFailure(operation: failure.call, detail: "\(failure.path) \(failure.errno.description)"))
        }
    }
}

extension SourceProblem {
    /// Turns a failed call on a file that somebody named into what they can act on.
    init(_ failure: SystemCallFailure) {
        switch failure.errno {
        case .noSuchFileOrDirectory, .notDirectory: self = .missing
        case .permissionDenied, .notPermitted: self = .notPermitted
        case .tooManySymbolicLinkLevels: self = .tooManyLinks
        case .isDirectory: self = .notAFile
        default:
            self = .failed(StorageFailure(operation: failure.call, detail: failure.errno.description))
        }
    }
}
