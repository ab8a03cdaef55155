extension Vault {
    /// The person whose session a secret is of; `nil` when there is none, it has ended, or the account is disabled.
    ///
    /// When it was last used is noted at most once a minute.
    /// - Parameter request: What ties the acts of this request together; else one made for it.
    package func recognise(
        session secret: String, request: Identifier<ActContext>? = nil
    ) async throws -> SignedIn? {
        guard let secret = AccountSecret(secret, .session) else { return nil }
        let (hash, times) = (try secret.hash, desk.times)
        let found = try await database.look { connection, now in
            try SessionRecords.session(hash, in: connection).flatMap { row in
                row.isGood(at: now, times) ? Found(row: row, now: now) : nil
            }
        }
        guard let found else { return nil }
        let isNoted = found.row.seenAt.advanced(by: times.noted) > found.now
        if !isNoted {
            try await database.keep { connection, now in
                try SessionRecords.touch(found.row.id, at: now, in: connection)
            }
        }
        return try signedIn(found.row, seenAt: isNoted ? found.row.seenAt : found.now, by: secret, request)
    }

    /// The person whose token a secret is; `nil` when there is none, it has expired or was revoked, or the account is disabled.
    /// - Parameter number: The organisation to act for, where the token is not bound to one. Without it the token acts for
    ///   the only one that there is, or for none.
    /// - Throws: ``VaultError/accountRefused(_:)`` for a token that is bound to another organisation;
    ///   ``VaultError/partyRefused(_:)`` when the person is no contact of the organisation.
    package func recognise(
        token secret: String, for number: EnterpriseNumber? = nil, request: Identifier<ActContext>? = nil
    ) async throws -> SignedIn? {
        guard let hash = try AccountSecret(secret, .token)?.hash else { return nil }
        let found = try await database.look { connection, now in
            try TokenRecords.token(hash, in: connection).flatMap { row in
                row.isGood(at: now) ? try FoundToken(row: row, for: number, now: now, in: connection) : nil
            }
        }
        guard let found else { return nil }
        let token = found.row.token
        if token.usedAt.map({ $0.advanced(by: desk.times.noted) <= found.now }) ?? true {
            try await database.keep { connection, now in try TokenRecords.touch(token.id, at: now, in: connection) }
        }
        let context = ActContext(
            of: found.row.person, for: found.place, through: "token \(token.name)",
            request: request ?? identifiers.next())
        return SignedIn(
            vault: acting(as: context), person: found.row.person,
            organisation: found.place?.organisation.enterpriseNumber, means: .token(token))
    }

    /// Somebody in a session whose secret was given.
    func signedIn(
        _ row: SessionRecords.Row, seenAt: Instant, by secret: AccountSecret, _ request: Identifier<ActContext>?
    ) throws -> SignedIn {
        let session = SignInSession(
            id: row.id, createdAt: row.createdAt, seenAt: seenAt,
            expiresAt: min(seenAt.advanced(by: desk.times.idle), row.expiresAt),
            csrf: try secret.requestToken(of: row.id))
        let context = ActContext(
            of: row.person, for: row.place, through: nil, request: request ?? identifiers.next())
        return SignedIn(
            vault: acting(as: context), person: row.person, organisation: row.place?.organisation.enterpriseNumber,
            means: .session(session))
    }
}

/// A session, and the instant at which it was looked up.
private struct Found: Sendable {
    let row: SessionRecords.Row
    let now: Instant
}

/// A token, whom it acts for, and the instant at which it was looked up.
private struct FoundToken: Sendable {
    let row: TokenRecords.Row
    let place: Place?
    let now: Instant

    init(row: TokenRecords.Row, for number: EnterpriseNumber?, now: Instant, in connection: any SQLConnection) throws {
        (self.row, self.now) = (row, now)
        if let bound = row.token.organisation, let number, number != bound {
            throw VaultError.accountRefused(.tokenOfOther(bound))
        }
        let places = try ContactRecords.places(of: row.person.id, in: connection)
        place = try Place.chooseOrNone(row.token.organisation ?? number, among: places, for: row.person.email)
    }
}

extension SessionRecords.Row {
    func isGood(at now: Instant, _ times: SignInTimes) -> Bool {
        !isDisabled && now < expiresAt && now < seenAt.advanced(by: times.idle)
    }
}

extension TokenRecords.Row {
    fileprivate func isGood(at now: Instant) -> Bool {
        !isDisabled && token.revokedAt == nil && now < token.expiresAt
    }
}

extension Place {
    /// The organisation that is named; else the only one that there is to act for, or none where there are several.
    static func chooseOrNone(
        _ number: EnterpriseNumber?, among places: [Place], for email: EmailAddress
    ) throws(VaultError) -> Place? {
        guard number == nil, places.count(where: { $0.access != .none }) > 1 else {
            return try choose(number, among: places, for: email)
        }
        return nil
    }
}

extension AccountSecret {
    /// What a browser's requests repeat besides the cookie: a page of somebody else cannot know it, and it changes with the
    /// secret. HMAC-SHA256 of the session's identifier, keyed with the secret.
    func requestToken(of session: SignInSession.ID) throws(VaultError) -> String {
        Base64.encodeForURL(
            try HMAC.code(.sha256, of: Array("csrf \(session)".utf8), under: Array(text.utf8)))
    }
}

extension SignedIn {
    /// - Throws: ``VaultError/accountRefused(_:)`` for a token: who stole one must not make it last.
    package func requireSession() throws(VaultError) -> SignInSession {
        guard case .session(let session) = means else { throw .accountRefused(.sessionNeeded) }
        return session
    }
}
