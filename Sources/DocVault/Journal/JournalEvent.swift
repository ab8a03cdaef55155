/// Who acts, or on whose behalf: as events name them.
package struct JournalActor: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// Somebody with a shell on the machine of the vault, by the name of their account there.
        case operatorAccount = "operator"
        case organisation
        case person
        /// The vault itself, in what nobody asked for.
        case system
    }

    package let kind: Kind
    package let name: String
    /// The identifier of a person or an organisation.
    package let identifier: String?
    /// The account of the machine that a person's act was given through, when it was not their own sign-in.
    package let through: String?

    package init(kind: Kind, name: String, identifier: String? = nil, through: String? = nil) {
        (self.kind, self.name, self.identifier, self.through) = (kind, name, identifier, through)
    }

    package static let system = JournalActor(kind: .system, name: "vault")

    var json: CanonicalJSON {
        .object(
            leavingOut: [
                ("id", identifier.map(CanonicalJSON.string)), ("kind", .string(kind.rawValue)), ("name", .string(name)),
                ("through", through.map(CanonicalJSON.string)),
            ])
    }
}

/// Under what circumstances an act is done: what every event says of it.
package struct ActContext: Hashable, Sendable {
    /// Who acts, to the rules of access.
    package let principal: Principal
    /// Who acts, to those who read the journal.
    package let actor: JournalActor
    package let onBehalfOf: JournalActor?
    package let reason: String?
    /// Ties together the acts of one request or command.
    package let request: Identifier<ActContext>
    /// The language of the person who acts; `nil` for programs and accounts of the machine. No event says it.
    package let language: Language?
    /// What the caller last saw of what the act is done to: the act is not done when that has changed meanwhile.
    package var expectation: Expectation?
    /// The name that the caller gave to the request, so that its act is done once.
    package var idempotency: IdempotencyKey?

    package init(
        principal: Principal, actor: JournalActor, onBehalfOf: JournalActor? = nil, reason: String? = nil,
        request: Identifier<ActContext>, language: Language? = nil
    ) {
        (self.principal, self.actor, self.onBehalfOf) = (principal, actor, onBehalfOf)
        (self.reason, self.request, self.language) = (reason, request, language)
    }

    /// The acts of an account of this machine.
    package init(operator name: String, request: Identifier<ActContext>) {
        self.init(
            principal: .operatorAccount(name), actor: JournalActor(kind: .operatorAccount, name: name), request: request
        )
    }

    /// The same circumstances, for an act that has a reason of its own.
    func because(_ reason: String?) -> ActContext {
        var context = ActContext(
            principal: principal, actor: actor, onBehalfOf: onBehalfOf, reason: reason, request: request,
            language: language)
        context.expectation = expectation
        context.idempotency = idempotency
        return context
    }

    /// The same circumstances, in another request.
    package func within(_ request: Identifier<ActContext>) -> ActContext {
        ActContext(
            principal: principal, actor: actor, onBehalfOf: onBehalfOf, reason: reason, request: request,
            language: language)
    }
}

/// What was done. The raw value is the word in the journal and never changes its meaning.
package enum JournalAction: String, CaseIterable, Sendable {
    case vaultCreated = "vault.created"
    case dossierImported = "dossier.imported"
    case documentAttached = "document.attached"
    case factsChanged = "attachment.factsChanged"
    case depositReceived = "deposit.received"
    case keyRotated = "key.rotated"
    case eventErased = "event.erased"
    case timestampAuthorityNamed = "timestamp.authorityNamed"
    case actRefused = "act.refused"

    case dossierRestored = "dossier.restored"
    case dossierMoved = "dossier.moved"
    case dossierAmended = "dossier.amended"
    case dossierShared = "dossier.shared"
    case sharingEnded = "dossier.sharingEnded"

    case bagSealed = "bag.sealed"
    case dossierExported = "dossier.exported"
    case sealReplaced = "seal.replaced"

    case questionAnswered = "requirement.answered"
    case pieceWithdrawn = "attachment.withdrawn"
    case requirementSubmitted = "requirement.submitted"
    case requirementApproved = "requirement.approved"
    case requirementReturned = "requirement.returned"
    case requirementWaived = "requirement.waived"
    case findingRaised = "finding.raised"
    case findingDismissed = "finding.dismissed"
    case remindersQueued = "reminders.queued"
    case disbursementMoved = "disbursement.moved"

    case blobsCollecting = "blobs.collecting"
    case blobsCollected = "blobs.collected"

    case organisationRegistered = "organisation.registered"
    case contactCreated = "contact.created"
    case accessChanged = "contact.accessChanged"
    case settingsChanged = "person.settingsChanged"
    case staffAppointed = "staff.appointed"
    case staffDismissed = "staff.dismissed"
    case mandateGranted = "mandate.granted"
    case mandateEnded = "mandate.ended"

    case accountInvited = "account.invited"
    case passwordSet = "account.passwordSet"
    case passwordChanged = "account.passwordChanged"
    case secondFactorAdded = "account.secondFactorAdded"
    case secondFactorRemoved = "account.secondFactorRemoved"
    case secondFactorReset = "account.secondFactorReset"
    case accountDisabled = "account.disabled"
    case accountEnabled = "account.enabled"
    case identityLinked = "account.identityLinked"
    case tokenCreated = "token.created"
    case tokenRevoked = "token.revoked"

    case factRecorded = "retention.factRecorded"
    case factCorrected = "retention.factCorrected"
    case policyProposed = "policy.proposed"
    case policyAdopted = "policy.adopted"
    case holdPlaced = "hold.placed"
    case holdReleaseAsked = "hold.releaseAsked"
    case holdLifted = "hold.lifted"
    case dispositionProposed = "disposition.proposed"
    case dispositionReviewed = "disposition.reviewed"
    case dispositionApproved = "disposition.approved"
    case dispositionCancelled = "disposition.cancelled"
    case dispositionStarted = "disposition.started"
    case documentDisposed = "document.disposed"
    case documentKept = "document.kept"
    case bytesRemoved = "disposition.bytesRemoved"
    case dispositionExecuted = "disposition.executed"

    /// Events that cannot be erased, because checking the journal rests on what they say: the keys, and what was erased.
    static let essential: Set<JournalAction> = [.vaultCreated, .keyRotated, .eventErased, .dispositionExecuted]
}

/// One act, as the journal tells of it. See `docs/formats/journal.md`.
package struct JournalEvent: Sendable {
    package let sequence: Int
    package let instant: Instant
    package let action: JournalAction
    package let subject: JournalSubject
    package let before: CanonicalJSON
    package let after: CanonicalJSON
    package let context: ActContext

    /// The event in the form that is committed to. What is not known is `null`: every event has the same members.
    var json: CanonicalJSON {
        [
            "action": .string(action.rawValue),
            "actor": context.actor.json,
            "after": after,
            "before": before,
            "instant": .string(instant.description),
            "onBehalfOf": context.onBehalfOf?.json ?? nil,
            "reason": context.reason.map(CanonicalJSON.string) ?? nil,
            "request": .string(context.request.description),
            "sequence": .integer(Int64(sequence)),
            "subject": ["id": .string(subject.identifier), "kind": .string(subject.kind.rawValue)],
        ]
    }
}

/// What an event is about.
package struct JournalSubject: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case vault, dossier, requirement, disbursement, document, deposit, submission, finding
        case organisation, person, mandate, key, event, reminders, timestampAuthority
        case policy, hold, disposition, collection
        case invitation
    }

    package let kind: Kind
    package let identifier: String
    let bytes: [UInt8]

    package init<Entity>(_ kind: Kind, _ identifier: Identifier<Entity>) {
        (self.kind, self.identifier, bytes) = (kind, identifier.description, identifier.uuid.bytes)
    }

    /// Another event, by its number.
    init(event sequence: Int) {
        (kind, identifier, bytes) = (.event, "\(sequence)", Self.bytes(of: sequence))
    }

    /// A retention policy, by the digest of its file.
    init(policy digest: Digest) { (kind, identifier, bytes) = (.policy, digest.description, digest.bytes) }

    /// What the catalog has for the subject that an event names; `nil` when it names none. The kind may be of a later version.
    static func bytes(of subject: CanonicalJSON?) -> [UInt8]? {
        guard case .object(let subject)? = subject, let identifier = subject["id"]?.text else { return nil }
        let kind = subject["kind"]?.text
        if kind == Kind.event.rawValue { return Int(canonicalDecimal: identifier.utf8).map { bytes(of: $0) } }
        if kind == Kind.policy.rawValue { return Digest(identifier)?.bytes }
        return Identifier<JournalEvent>(identifier)?.uuid.bytes
    }

    private static func bytes(of sequence: Int) -> [UInt8] {
        withUnsafeBytes(of: Int64(sequence).bigEndian) { Array($0) }
    }
}
