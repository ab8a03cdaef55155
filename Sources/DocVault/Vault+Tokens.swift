/// A token that was just made: its secret is told now and never again.
package struct NewAccessToken: Hashable, Sendable {
    package let secret: String
    package let token: AccessToken
}

extension Vault {
    /// Makes a token with which a program acts for whoever acts now.
    /// - Parameters:
    ///   - number: The only organisation that it acts for; `nil` to say so at each request.
    ///   - day: The last day, in Brussels, on which it counts: within a year.
    /// - Throws: ``VaultError/accountRefused(_:)`` for a blank name or another day; ``VaultError/partyRefused(_:)`` when the
    ///   person is no contact of the organisation.
    package func createToken(
        named name: String, scope: AccessToken.Scope, for number: EnterpriseNumber? = nil, expiresOn day: CivilDate
    ) async throws -> NewAccessToken {
        guard isWord(name) else { throw VaultError.accountRefused(.tokenNameInvalid(name)) }
        let (id, secret, longest) = (identifiers.next(AccessToken.self), AccountSecret(new: .token), desk.times.token)
        return try await database.perform(.createToken, by: context) { connection, journal, admission in
            guard let person = try Self.ownAccount(admission, in: connection) else {
                throw VaultError.refused(.noPerson)
            }
            let end = Instant(endOf: day)
            guard end > journal.now, end <= journal.now.advanced(by: longest) else {
                throw VaultError.accountRefused(.tokenLifeInvalid)
            }
            let places = try ContactRecords.places(of: person.id, in: connection)
            let place = try number.map { number in try Place.choose(number, among: places, for: person.email) } ?? nil
            let token = AccessToken(
                id: id, name: name, scope: scope, organisation: number, createdAt: journal.now, expiresAt: end,
                usedAt: nil, revokedAt: nil)
            try AccountRecords.create(person.id, at: journal.now, in: connection)
            try TokenRecords.insert(token, hash: secret.hash, of: person.id, for: place?.id, in: connection)
            try journal.append(.tokenCreated, JournalSubject(.person, person.id), after: token.canonical)
            return NewAccessToken(secret: secret.text, token: token)
        }
    }

    /// One's own tokens, those that have ended as well, as they were made.
    package func tokens() async throws -> [AccessToken] {
        try await database.view(.readOwnAccount, by: context) { connection, admission in
            guard let person = admission.standing.person else { throw VaultError.refused(.noPerson) }
            return try TokenRecords.tokens(of: person, in: connection)
        }
    }

    /// Revokes one of one's own tokens. One that was revoked before stays so.
    /// - Throws: ``VaultError/accountRefused(_:)`` when there is none of this identifier.
    package func revokeToken(_ id: AccessToken.ID) async throws {
        try await database.perform(.revokeToken, by: context) { connection, journal, admission in
            guard let person = admission.standing.person,
                let token = try TokenRecords.tokens(of: person, in: connection).first(where: { $0.id == id })
            else { throw VaultError.accountRefused(.tokenNotFound) }
            guard token.revokedAt == nil else { return }
            try TokenRecords.revoke(id, at: journal.now, in: connection)
            try journal.append(
                .tokenRevoked, JournalSubject(.person, person), before: token.canonical, after: nil)
        }
    }

    /// Whoever acts, if their account may have tokens.
    private static func ownAccount(_ admission: Admission, in connection: any SQLConnection) throws -> Person? {
        guard let id = admission.standing.person, let account = try AccountRecords.account(id, in: connection) else {
            return nil
        }
        guard !account.isDisabled else {
            throw VaultError.accountRefused(.accountDisabled(account.person.email))
        }
        return account.person
    }
}
