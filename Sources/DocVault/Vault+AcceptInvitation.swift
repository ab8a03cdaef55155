extension Vault {
    /// Sets the password that a link is for, once, and begins a session. All other sessions of the person end.
    /// - Parameters:
    ///   - newcomer: Who the first administrator is; for no other link.
    ///   - code: For somebody who has a second factor, which a forgotten password does not take away.
    /// - Throws: ``VaultError/accountRefused(_:)`` for a link that is unknown, expired or used, a password that may not be
    ///   one, or a code that is not right; ``VaultError/partyRefused(_:)`` for a newcomer whose address is taken.
    package func acceptInvitation(
        _ secret: String, password: Password, newcomer: NewPerson? = nil, code: String? = nil,
        for number: EnterpriseNumber? = nil, from address: String? = nil
    ) async throws -> StartedSession {
        guard let hash = try AccountSecret(secret, .invitation)?.hash else {
            throw VaultError.accountRefused(.linkInvalid)
        }
        let found = try await database.look { connection, now in
            try InvitedPerson(hash, newcomer, at: now, in: connection)
        }
        try password.check(for: found.email)
        if let account = found.account { try await verify(code, for: account, from: address) }
        let passwordHash = try await desk.passwords.hash(password)
        let session = NewSession(id: identifiers.next(), secret: AccountSecret(new: .session), times: desk.times)
        let accepted = Acceptance(
            hash: hash, newcomer: newcomer, person: found.account?.person.id ?? identifiers.next(),
            appointment: identifiers.next(), password: passwordHash)
        let own = ActContext(
            principal: .person(accepted.person, nil),
            actor: JournalActor(
                kind: .person, name: found.email.description, identifier: accepted.person.description),
            request: context.request)
        let started = try await database.perform(.acceptInvitation, by: own) { connection, journal, _ in
            try accepted.record(&journal, in: connection)
            return try session.start(of: accepted.person, for: number, at: journal.now, in: connection)
        }
        return try told(started)
    }
}

/// Whom a link is for.
private struct InvitedPerson: Sendable {
    let email: EmailAddress
    /// `nil` for the first administrator, who is nobody yet.
    let account: AccountRow?

    init(
        _ hash: [UInt8], _ newcomer: NewPerson?, at now: Instant, in connection: any SQLConnection
    ) throws {
        guard let invitation = try InvitationRecords.open(hash, at: now, in: connection) else {
            throw VaultError.accountRefused(.linkInvalid)
        }
        guard let person = invitation.person else {
            guard let newcomer else { throw VaultError.accountRefused(.personNeeded) }
            (email, account) = (newcomer.email, nil)
            return
        }
        guard let account = try AccountRecords.account(person, in: connection), !account.isDisabled else {
            throw VaultError.accountRefused(.linkInvalid)
        }
        (email, self.account) = (account.person.email, account)
    }
}

/// A link that is about to be used: everything is looked at anew in the transaction that uses it.
private struct Acceptance: Sendable {
    let hash: [UInt8]
    let newcomer: NewPerson?
    let person: Person.ID
    let appointment: StaffAppointment.ID
    let password: PasswordHash

    func record(_ journal: inout JournalAppender, in connection: any SQLConnection) throws {
        guard let invitation = try InvitationRecords.open(hash, at: journal.now, in: connection),
            invitation.person == nil || invitation.person == person,
            try InvitationRecords.use(invitation.id, at: journal.now, in: connection)
        else { throw VaultError.accountRefused(.linkInvalid) }
        if invitation.purpose == .first { try becomeFirst(&journal, in: connection) }
        guard let account = try AccountRecords.account(person, in: connection), !account.isDisabled else {
            throw VaultError.accountRefused(.linkInvalid)
        }
        try AccountRecords.create(person, at: journal.now, in: connection)
        try AccountRecords.put(password, of: person, at: journal.now, in: connection)
        try SessionRecords.endAll(of: person, in: connection)
        try journal.append(
            .passwordSet, JournalSubject(.person, person),
            after: ["person": account.person.canonical, "purpose": .string(invitation.purpose.rawValue)])
    }

    /// Adds the first administrator, if nobody was faster.
    private func becomeFirst(_ journal: inout JournalAppender, in connection: any SQLConnection) throws {
        guard try !AccountRecords.hasAny(in: connection) else { throw VaultError.accountRefused(.linkInvalid) }
        guard let newcomer else { throw VaultError.accountRefused(.personNeeded) }
        guard try PersonRecords.person(newcomer.email, in: connection) == nil else {
            throw VaultError.partyRefused(.emailTaken(newcomer.email))
        }
        let person = try PersonRecords.insert(
            newcomer, numberHash: nil, as: person, at: journal.now, in: connection)
        let appointed = StaffAppointment(
            person: person, position: .administrator, validFrom: journal.now, validTo: nil)
        try StaffRecords.insert(appointed, as: appointment, at: journal.now, in: connection)
        try journal.append(.staffAppointed, JournalSubject(.person, person.id), after: appointed.canonical)
    }
}
