/// Everything that can be done with a vault: one case a use case. ``AccessRules`` says who may.
///
/// The raw value is the word in `docs/access.md` and in the journal's refusals, and never changes its meaning.
package enum Act: String, CaseIterable, Sendable {
    // Reading.
    case listDossiers = "dossier.list"
    case readDossier = "dossier.read"
    case readHistory = "dossier.history"
    case exportDossier = "dossier.export"
    case findDocuments = "document.find"
    case readDocument = "document.read"
    case listQueue = "requirement.queue"
    case listDue = "requirement.due"
    case listFindings = "finding.list"
    case listOrganisations = "organisation.list"
    case readOrganisation = "organisation.read"
    case readPerson = "person.read"
    case recognisePerson = "person.recognise"
    case listStaff = "staff.list"
    case listMandates = "mandate.list"
    case readJournal = "journal.read"
    case readOutbox = "outbox.read"
    case explainRetention = "retention.explain"
    case listRetention = "retention.list"
    case listHolds = "hold.list"
    case readDisposition = "disposition.read"
    case listAccounts = "account.list"
    case readOwnAccount = "account.read"

    // Dossiers.
    case importDossier = "dossier.import"
    case submitApplication = "dossier.submit"
    case decideDossier = "dossier.decide"
    case amendDossier = "dossier.amend"
    case shareDossier = "dossier.share"
    case endSharing = "dossier.unshare"

    // Proof.
    case answerQuestion = "requirement.answer"
    case attachPiece = "piece.attach"
    case withdrawPiece = "piece.withdraw"
    case submitRequirement = "requirement.submit"
    case approveRequirement = "requirement.approve"
    case returnRequirement = "requirement.return"
    case waiveRequirement = "requirement.waive"
    case dismissFinding = "finding.dismiss"
    case claimDisbursement = "disbursement.claim"
    case approveDisbursement = "disbursement.approve"
    case payDisbursement = "disbursement.pay"

    // People.
    case registerOrganisation = "organisation.register"
    case createContact = "contact.create"
    case changeAccess = "contact.change"
    case changeOwnSettings = "person.settings"
    case appointStaff = "staff.appoint"
    case dismissStaff = "staff.dismiss"
    case grantMandate = "mandate.grant"
    case endMandate = "mandate.end"

    // Signing in.
    case inviteAccount = "account.invite"
    case acceptInvitation = "account.accept"
    case changePassword = "account.password"
    case changeSecondFactor = "account.secondFactor"
    case resetSecondFactor = "account.resetSecondFactor"
    case disableAccount = "account.disable"
    case enableAccount = "account.enable"
    case linkIdentity = "account.link"
    case createToken = "token.create"
    case revokeToken = "token.revoke"

    // Retention.
    case recordFact = "retention.fact"
    case adoptPolicy = "policy.adopt"
    case placeHold = "hold.place"
    case liftHold = "hold.lift"
    case proposeDisposition = "disposition.propose"
    case reviewDisposition = "disposition.review"
    case approveDisposition = "disposition.approve"
    case cancelDisposition = "disposition.cancel"
    case executeDisposition = "disposition.execute"

    // The vault.
    case remind = "requirement.remind"
    case rotateKey = "key.rotate"
    case nameTimestampAuthority = "timestamp.authority"
    case eraseEvent = "event.erase"
    case collectBlobs = "blobs.collect"

    /// Whether the act leaves an event in the journal.
    var changesState: Bool {
        switch self {
        case .listDossiers, .readDossier, .readHistory, .findDocuments, .readDocument, .listQueue,
            .listDue, .listFindings, .listOrganisations, .readOrganisation, .readPerson, .recognisePerson, .listStaff,
            .listMandates, .readJournal, .readOutbox, .explainRetention, .listRetention, .listHolds, .readDisposition,
            .listAccounts, .readOwnAccount:
            false
        case .exportDossier, .importDossier, .submitApplication, .decideDossier, .amendDossier, .shareDossier,
            .endSharing,
            .answerQuestion, .attachPiece, .withdrawPiece, .submitRequirement, .approveRequirement, .returnRequirement,
            .waiveRequirement, .dismissFinding, .claimDisbursement, .approveDisbursement, .payDisbursement,
            .registerOrganisation, .createContact, .changeAccess, .changeOwnSettings, .appointStaff, .dismissStaff,
            .grantMandate, .endMandate, .recordFact, .adoptPolicy, .placeHold, .liftHold, .proposeDisposition,
            .reviewDisposition, .approveDisposition, .cancelDisposition, .executeDisposition, .remind, .rotateKey,
            .nameTimestampAuthority, .eraseEvent, .collectBlobs, .inviteAccount, .acceptInvitation, .changePassword,
            .changeSecondFactor, .resetSecondFactor, .disableAccount, .enableAccount, .linkIdentity, .createToken,
            .revokeToken:
            true
        }
    }
}
