extension Vault {
    /// Makes a link with which somebody who is known sets a password, once. An earlier one of theirs counts no more.
    ///
    /// Whoever has the link can sign in as the person, so a super user makes none for somebody who signs in already, or
    /// who has another place in the vault than that of their contact.
    /// - Throws: ``VaultError/personNotFound(_:)``; ``VaultError/accountRefused(_:)`` when the person has an account and no
    ///   reset is asked for, has none to reset, or it is disabled; ``VaultError/refused(_:)``.
    @discardableResult
    package func invite(
        _ email: EmailAddress, for purpose: Invitation.Purpose = .invitation
    ) async throws -> Invitation {
        guard purpose != .first else { throw VaultError.accountRefused(.notFirst) }
        let new = NewInvitation(id: identifiers.next(), purpose: purpose, times: desk.times)
        return try await database.perform(.inviteAccount, on: .person(email), by: context) {
            connection, journal, admission in
            let account = try AccountRecords.require(email, in: connection)
            let standing = admission.standing
            if standing.kind == .person, !standing.isAdministrator {
                guard purpose == .invitation, let organisation = standing.organisation,
                    try !PersonRecords.hasPlace(account.person.id, besides: organisation, in: connection)
                else { throw VaultError.refused(.administratorOnly) }
            }
            guard !account.isDisabled else { throw VaultError.accountRefused(.accountDisabled(email)) }
            switch purpose {
            case .invitation:
                guard account.password == nil else { throw VaultError.accountRefused(.accountExists(email)) }
            case .reset, .first:
                guard account.password != nil else { throw VaultError.accountRefused(.noAccount(email)) }
            }
            return try new.record(for: account.person, &journal, in: connection)
        }
    }

    /// Makes the link with which somebody becomes the first administrator; `nil` when anybody has an account already. An
    /// earlier one counts no more: its secret is nowhere kept, so each start of the service makes a new one.
    package func firstSignInLink() async throws -> Invitation? {
        let isNeeded = try await database.look { connection, _ in try !AccountRecords.hasAny(in: connection) }
        guard isNeeded else { return nil }
        let new = NewInvitation(id: identifiers.next(), purpose: .first, times: desk.times)
        return try await database.perform(.inviteAccount, by: context) { connection, journal, _ in
            guard try !AccountRecords.hasAny(in: connection) else { throw VaultError.accountRefused(.notFirst) }
            return try new.record(for: nil, &journal, in: connection)
        }
    }
}

/// An invitation that is about to be made.
private struct NewInvitation: Sendable {
    let id: Invitation.ID
    let purpose: Invitation.Purpose
    let times: SignInTimes
    let secret = AccountSecret(new: .invitation)

    private var life: Duration {
        switch purpose {
        case .invitation: times.invitation
        case .reset: times.reset
        case .first: times.first
        }
    }

    func record(
        for person: Person?, _ journal: inout JournalAppender, in connection: any SQLConnection
    ) throws -> Invitation {
        let invitation = Invitation(
            secret: secret.text, purpose: purpose, expiresAt: journal.now.advanced(by: life))
        try InvitationRecords.insert(
            id, hash: secret.hash, for: person?.id, purpose, until: invitation.expiresAt, at: journal.now,
            in: connection)
        try journal.append(
            .accountInvited, person.map { JournalSubject(.person, $0.id) } ?? JournalSubject(.invitation, id),
            after: .object(
                leavingOut: [
                    ("expires", .string(invitation.expiresAt.description)), ("person", person?.canonical),
                    ("purpose", .string(purpose.rawValue)),
                ]))
        return invitation
    }
}
