internal import SystemPackage

/// Why the vault refused or could not finish: one case per reason a caller might tell apart.
public enum VaultError: Error, Hashable, Sendable {
    // Not here.
    case blobNotFound(Digest)
    case documentNotFound(String)
    case dossierNotFound(DossierCode, nearest: DossierCode?)
    case requirementNotFound(RequirementCode, dossier: DossierCode, nearest: RequirementCode?)
    case pieceNotExpected(PieceCode, requirement: RequirementCode, nearest: PieceCode?)
    case checklistNotFound(ChecklistCode, nearest: ChecklistCode?)
    case vaultNotFound(folder: String)
    case eventNotFound(String)
    case organisationNotFound(EnterpriseNumber)
    case personNotFound(EmailAddress)
    case mandateNotFound(MandateCode)
    case disbursementNotFound(DisbursementCode, dossier: DossierCode)
    case findingNotFound(String)
    case questionNotAsked(QuestionCode, requirement: RequirementCode, nearest: QuestionCode?)

    // Not acceptable as it is.
    case malformed(field: String, reason: Sentence)
    case descriptionInvalid([DescriptionFlaw])
    case sourceUnreadable(name: String, SourceProblem)
    case archiveUnreadable(name: String, reason: Sentence)
    case receiptRefused(ReceiptFlaw)
    case reasonMissing
    case incomplete(RequirementCode, [Shortcoming])
    case sharingRefused(SharingRefusal)
    case partyRefused(PartyRefusal)
    case retentionRefused(RetentionRefusal)
    case accountRefused(AccountRefusal)
    case uploadRefused(UploadRefusal)

    // Not now, or not in this state.
    case vaultExists(folder: String)
    case folderNotEmpty(folder: String)
    case contradictsVault(field: String, reason: Sentence)
    case requirementClosed(RequirementCode, Requirement.State)
    case nothingToExport(DossierCode)
    case exportChanged(DossierCode)
    case changedMeanwhile
    case alreadyDone
    case eventErased(Int)
    case contactExists(EmailAddress, EnterpriseNumber)
    case stateForbids(what: String, from: Sentence, to: Sentence)
    case nothingAttached(RequirementCode)
    case applicationIncomplete(DossierCode, [RequirementCode])
    case awardMissing(DossierCode)
    case endsTooSoon(CivilDate, begins: CivilDate)
    case nothingSubmitted(RequirementCode, Requirement.State)
    case earlierProofMissing(DisbursementCode, [ProofMissing])
    case collectionUnderWay

    // Not allowed.
    case vaultReadOnly
    case vaultNotPermitted(folder: String)
    case vaultTooNew(found: Int, supported: Int)
    case keyUnusable(Sentence)
    case refused(AccessRefusal)
    case eventNotErasable(Int)

    // Our bytes are not what they were.
    case blobCorrupt(Digest)
    case journalFlawed(JournalFlaw)

    // The machine could not.
    case storageFull
    case outputFull(String)
    case timestampFailed(Sentence)
    case blobBeingRemoved(Digest)
    case storageFailed(StorageFailure)

    /// The group a failure belongs to; closed, and clients may rely on it.
    public enum Kind: String, CaseIterable, Sendable {
        case notFound, invalid, conflict, prohibited, corrupt, unavailable
    }

    public var kind: Kind {
        switch self {
        case .blobNotFound, .documentNotFound, .dossierNotFound, .requirementNotFound, .pieceNotExpected,
            .checklistNotFound, .vaultNotFound, .eventNotFound, .organisationNotFound, .personNotFound,
            .mandateNotFound, .disbursementNotFound, .findingNotFound, .questionNotAsked:
            .notFound
        case .malformed, .descriptionInvalid, .sourceUnreadable, .archiveUnreadable, .receiptRefused,
            .reasonMissing, .incomplete, .sharingRefused:
            .invalid
        case .vaultExists, .folderNotEmpty, .contradictsVault, .requirementClosed, .nothingToExport, .exportChanged,
            .changedMeanwhile, .alreadyDone, .contactExists,
            .stateForbids, .applicationIncomplete, .awardMissing, .endsTooSoon, .nothingAttached, .nothingSubmitted,
            .earlierProofMissing, .eventErased, .collectionUnderWay:
            .conflict
        case .vaultReadOnly, .vaultNotPermitted, .vaultTooNew, .keyUnusable, .refused,
            .eventNotErasable:
            .prohibited
        case .partyRefused(let refusal): refusal.kind
        case .retentionRefused(let refusal): refusal.kind
        case .accountRefused(let refusal): refusal.kind
        case .uploadRefused(let refusal): refusal.kind
        case .blobCorrupt, .journalFlawed: .corrupt
        case .storageFull, .outputFull, .timestampFailed, .blobBeingRemoved, .storageFailed: .unavailable
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

/// Why a dossier was not shared with somebody (portal guide §4.1): each is said, for the one who shares typed the address.
public enum SharingRefusal: Hashable, Sendable {
    /// Nobody of this address has a place in the vault yet.
    case unknownPerson(EmailAddress)
    /// The person is there, but is no contact of the organisation that was named.
    case otherOrganisation(EmailAddress, EnterpriseNumber)
    /// The person is a contact of the organisation, but has no access now.
    case noAccess(EmailAddress, EnterpriseNumber)
}

/// A requirement that is in the way of a disbursement (decree of 21 February 2019, art. 28).
public struct ProofMissing: Hashable, Sendable {
    public let requirement: RequirementCode
    public let disbursement: DisbursementCode
    public let state: Requirement.State
}

/// One rule that stops a submission, or a warning that needs a reason, as the person is told.
public struct Shortcoming: Hashable, Sendable {
    public let sentence: Sentence
    /// Where the rule stands: the text and the place in it.
    public let citation: String?
    /// Whether it stops the submission, or only needs a reason.
    public let isBlocking: Bool
}
