/// The catalog as use cases see it: there is no way in without naming the act and what it is done to.
///
/// The rules are asked in the transaction of the act itself, with what the actor is at that instant. A use case cannot
/// leave them out: it has no other database.
struct GuardedDatabase: Sendable {
    private let base: JournaledDatabase
    private let clock: any VaultClock

    init(_ base: JournaledDatabase, clock: any VaultClock) { (self.base, self.clock) = (base, clock) }

    /// Runs `body` on a snapshot in which the act is allowed.
    ///
    /// A refusal to read leaves no event. An act that changes something and asks here first, before it takes bytes in for
    /// instance, is refused as in ``perform(_:on:by:_:)``.
    /// - Throws: ``VaultError/refused(_:)``, or what is thrown when the thing is not there.
    func view<Value: Sendable>(
        _ act: Act, of target: ActTarget = .vault, by context: ActContext,
        _ body: @escaping @Sendable (any SQLConnection, Admission) throws -> Value
    ) async throws -> Value {
        let clock = clock
        do {
            return try await base.read { connection in
                let now = try JournalRecords.now(clock, in: connection)
                let admission = try Admission(to: act, of: target, by: context.principal, at: now, connection)
                return try body(connection, admission)
            }
        } catch let refusal as RefusedAct {
            if act.changesState { try await record(refusal, by: context) }
            throw refusal.error
        }
    }

    /// Runs a transaction over the service's own tables, which prove nothing: sign-ins, counters, uploads under way.
    ///
    /// No rule is asked and no event is left, so nothing else may be changed in it: a test reads the statements.
    func keep<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection, Instant) throws -> Value
    ) async throws -> Value {
        try await base.keep(body)
    }

    /// How the engine has written.
    var writeCounts: WriteCounts { base.writeCounts }

    /// Reads the service's own tables. See ``keep(_:)``.
    func look<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection, Instant) throws -> Value
    ) async throws -> Value {
        let clock = clock
        return try await base.read { connection in
            try body(connection, try JournalRecords.now(clock, in: connection))
        }
    }

    /// See ``SQLDatabase/wipeDeleted()``.
    func wipeDeleted() async throws -> Bool { try await base.wipeDeleted() }

    /// Runs one act in a transaction in which it is allowed, with its events in the same one.
    ///
    /// A refusal is an event of its own: it tells who wanted to do what to which dossier, and why not.
    /// - Throws: ``VaultError/refused(_:)``, or what is thrown when the thing is not there.
    func perform<Value: Sendable>(
        _ act: Act, on target: ActTarget = .vault, by context: ActContext,
        _ body: @escaping @Sendable (any SQLConnection, inout JournalAppender, Admission) throws -> Value
    ) async throws -> Value {
        do {
            return try await base.write(by: context) { connection, journal in
                let admission = try Admission(to: act, of: target, by: context.principal, at: journal.now, connection)
                try context.expectation?.check(target, admission, connection)
                journal.dossier = admission.dossier?.id
                return try body(connection, &journal, admission)
            }
        } catch let refusal as RefusedAct {
            try await record(refusal, by: context)
            throw refusal.error
        }
    }

    /// Begins an act of many transactions with the event that tells of it. Refused as in ``perform(_:on:by:_:)``.
    func announce(
        _ act: Act, on target: ActTarget = .vault, by context: ActContext,
        _ body: @escaping @Sendable (inout JournalAppender) throws -> Void
    ) async throws -> AnnouncedAct {
        do {
            return try await base.announce(by: context) { connection, journal in
                let admission = try Admission(to: act, of: target, by: context.principal, at: journal.now, connection)
                journal.dossier = admission.dossier?.id
                try body(&journal)
            }
        } catch let refusal as RefusedAct {
            try await record(refusal, by: context)
            throw refusal.error
        }
    }

    /// Runs one transaction of an act that was announced, and allowed then.
    func perform<Value: Sendable>(
        continuing act: AnnouncedAct, _ body: @escaping @Sendable (any SQLConnection, Instant) throws -> Value
    ) async throws -> Value {
        try await base.write(continuing: act, body)
    }

    private func record(_ refusal: RefusedAct, by context: ActContext) async throws {
        guard let subject = refusal.subject else { return }
        // What was refused was not done, and may be asked for again.
        var context = context
        context.idempotency = nil
        try await base.write(by: context) { _, journal in
            journal.dossier = refusal.dossier
            try journal.append(
                .actRefused, subject,
                after: ["act": .string(refusal.act.rawValue), "reason": .string(refusal.reason)])
        }
    }
}

/// What an act is done to, by the names that people give it.
enum ActTarget: Hashable, Sendable {
    case vault
    case dossier(DossierCode)
    case requirement(RequirementCode, of: DossierCode)
    case newDossier(DossierCode, programme: String)
    case document(Document.ID)
    case blob(Digest)
    case organisation(EnterpriseNumber)
    case person(EmailAddress)
    /// A mandate: its auditor is the person whose powers the act changes.
    case mandate(MandateCode)
    case hold(HoldCode)
    case disposition(DispositionCode)
    /// A policy, by the digest of its file.
    case policy(Digest)
}

/// Leave to do one act, given in its transaction: what the rules were asked with.
struct Admission: Sendable {
    let principal: Principal
    let standing: Standing
    let now: Instant
    /// The dossier that the act is done to, if to one.
    let dossier: ActSubject.DossierRelation?
    /// The organisation that the act is about, if it is about one that is there.
    let organisation: Organisation.ID?

    init(
        to act: Act, of target: ActTarget, by principal: Principal, at now: Instant, _ connection: any SQLConnection
    ) throws {
        (self.principal, self.now) = (principal, now)
        standing = try AccessRecords.standing(of: principal, at: now, in: connection)
        let standing = standing
        var subject = ActSubject()
        switch target {
        case .vault: break
        case .organisation(let number):
            subject.organisation = try PartyRecords.identifier(of: number, in: connection)
        case .person(let email):
            subject.person = try PersonRecords.person(email, in: connection)?.id
            if act == .inviteAccount, let person = subject.person {
                subject.places = Set(try ContactRecords.places(of: person, in: connection).map(\.id))
            }
        case .mandate(let code): subject.person = try MandateRecords.mandate(code, in: connection)?.person.id
        case .hold(let code):
            // One that is not there looks like one that may not be seen.
            let hold = try LegalHoldRecords.hold(code, in: connection)?.hold
            subject.isHidden = hold?.isConfidential ?? true
            subject.isOwnProposal = hold?.isActive == true && hold?.releaseAskedBy == principal.mark
        case .disposition(let code):
            subject.isOwnProposal = try DispositionRecords.proposer(of: code, in: connection) == principal.mark
        case .policy(let digest):
            let waiting = try RetentionPolicyRecords.proposed(in: connection)
            subject.isOwnProposal = waiting?.digest == digest && waiting?.proposedBy == principal.mark
        case .newDossier(let code, let programme):
            subject.newProgramme = programme
            subject.dossier = try AccessRecords.relation(to: code, of: principal, at: now, in: connection)
        case .dossier(let code):
            subject.dossier = try AccessRecords.relation(to: code, of: principal, at: now, in: connection)
        case .requirement(let requirement, let code):
            subject.dossier = try AccessRecords.relation(to: code, of: principal, at: now, in: connection)
            if let dossier = subject.dossier, act == .approveRequirement || act == .returnRequirement {
                subject.isOwnSubmission =
                    try AccessRecords.lastSubmitter(of: requirement, in: dossier.id, connection) == principal.mark
            }
        case .document(let document):
            try subject.findReadable(
                AccessRecords.dossiers(of: document, in: connection), act, standing, principal, now, connection)
        case .blob(let digest):
            try subject.findReadable(
                AccessRecords.dossiers(of: digest, in: connection), act, standing, principal, now, connection)
        }
        (dossier, organisation) = (subject.dossier, subject.organisation)
        switch AccessRules.decide(act, by: standing, on: subject) {
        case .allowed: break
        case .hidden: throw try RefusedAct(act, hidden: target, subject, principal, in: connection)
        case .refused(let reason): throw RefusedAct(act, reason, subject, principal)
        }
    }
}

extension ActSubject {
    /// Takes the first of several dossiers in which the act is allowed; the last one when it is in none.
    fileprivate mutating func findReadable(
        _ codes: [DossierCode], _ act: Act, _ standing: Standing, _ principal: Principal, _ now: Instant,
        _ connection: any SQLConnection
    ) throws {
        for code in codes {
            dossier = try AccessRecords.relation(to: code, of: principal, at: now, in: connection)
            if AccessRules.decide(act, by: standing, on: self) == .allowed { return }
        }
    }
}

/// An act that was not allowed: what the caller is told, and what the journal is.
struct RefusedAct: Error {
    let act: Act
    let error: VaultError
    /// The word for it in the journal.
    let reason: String
    let dossier: Dossier.ID?
    /// What the event is about; `nil` when a program or an account of the machine misspelt a code. A person who names what
    /// is not there is journaled like one who names what they may not see, or the time that takes would tell the two apart.
    let subject: JournalSubject?

    init(_ act: Act, _ refusal: AccessRefusal, _ subject: ActSubject, _ principal: Principal) {
        (self.act, error, reason, dossier) = (act, .refused(refusal), refusal.rawValue, subject.dossier?.id)
        self.subject = Self.subject(subject, principal)
    }

    init(
        _ act: Act, hidden target: ActTarget, _ subject: ActSubject, _ principal: Principal,
        in connection: any SQLConnection
    ) throws {
        (self.act, reason, dossier) = (act, "hidden", subject.dossier?.id)
        self.subject = Self.subject(subject, principal)
        switch target {
        case .dossier(let code), .requirement(_, let code), .newDossier(let code, _):
            // Only who may see every dossier is told of one with a similar code.
            let near =
                if case .person = principal { DossierCode?.none } else {
                    try DossierRecords.nearest(to: code, in: connection)
                }
            error = .dossierNotFound(code, nearest: near)
        case .document(let document): error = .documentNotFound(document.description)
        case .blob(let digest): error = .blobNotFound(digest)
        case .hold(let code): error = .retentionRefused(.holdNotFound(code))
        case .vault, .organisation, .person, .mandate, .disposition, .policy: error = .refused(.otherOrganisation)
        }
    }

    private static func subject(_ subject: ActSubject, _ principal: Principal) -> JournalSubject? {
        if let dossier = subject.dossier { return JournalSubject(.dossier, dossier.id) }
        if case .person(let person, _) = principal { return JournalSubject(.person, person) }
        return nil
    }
}

extension Admission {
    /// The widest perspective that the actor has on the dossier.
    var perspective: Perspective {
        get throws { AccessRules.perspective(of: standing, on: try required) }
    }

    /// The dossier of an act that is done to one: the rules allow none that has no dossier.
    var required: ActSubject.DossierRelation {
        get throws(VaultError) {
            guard let dossier else {
                throw .storageFailed(StorageFailure(operation: "access", detail: "an act on a dossier names none"))
            }
            return dossier
        }
    }

    /// Whether the actor may read another dossier than the one that the act is done to.
    func mayRead(_ code: DossierCode, _ connection: any SQLConnection) throws -> Bool {
        guard case .person = principal else { return true }
        var subject = ActSubject()
        subject.dossier = try AccessRecords.relation(to: code, of: principal, at: now, in: connection)
        return AccessRules.decide(.readDossier, by: standing, on: subject) == .allowed
    }

    /// Whether the actor may read what the events about something say: who may read one of its dossiers may.
    func mayReadEvents(about subject: [UInt8], _ connection: any SQLConnection) throws -> Bool {
        guard case .person = principal else { return true }
        return try AccessRecords.dossiers(ofEventsAbout: subject, in: connection).contains {
            try mayRead($0, connection)
        }
    }
}
