extension Vault {
    /// The sessions of whoever acts that have not ended, as they began.
    package func sessions() async throws -> [OpenSession] {
        let times = desk.times
        return try await database.view(.readOwnAccount, by: context) { connection, admission in
            guard let person = admission.standing.person else { throw VaultError.refused(.noPerson) }
            return try SessionRecords.sessions(of: person, in: connection).compactMap { session in
                let end = min(session.seenAt.advanced(by: times.idle), session.expiresAt)
                guard end > admission.now else { return nil }
                return OpenSession(
                    id: session.id, createdAt: session.createdAt, seenAt: session.seenAt, expiresAt: end,
                    organisation: session.organisation)
            }
        }
    }

    /// Ends one of one's own sessions.
    /// - Throws: ``VaultError/accountRefused(_:)`` when there is none of this identifier.
    package func endSession(_ id: SignInSession.ID) async throws {
        let person = try ownPerson()
        let ended = try await database.keep { connection, _ in
            try SessionRecords.end(id, of: person, in: connection)
        }
        guard ended else { throw VaultError.accountRefused(.sessionNotFound) }
    }

    /// Ends all of one's own sessions, but for one, if one is to stay.
    package func endSessions(but kept: SignInSession.ID? = nil) async throws {
        let person = try ownPerson()
        try await database.keep { connection, _ in
            try SessionRecords.endAll(of: person, but: kept, in: connection)
        }
    }

    /// Chooses the organisation that a session acts for, and gives it another secret: the old one is worth nothing.
    /// - Parameter number: The organisation; `nil` to act for none.
    /// - Throws: ``VaultError/accountRefused(_:)`` when the session has ended; ``VaultError/partyRefused(_:)`` when the
    ///   person is no contact of the organisation.
    package func chooseOrganisation(
        _ number: EnterpriseNumber?, inSession secret: String
    ) async throws -> StartedSession {
        guard let old = try AccountSecret(secret, .session)?.hash else {
            throw VaultError.accountRefused(.sessionNotFound)
        }
        let (new, times) = (AccountSecret(new: .session), desk.times)
        let started = try await database.keep { connection, now in
            guard let row = try SessionRecords.session(old, in: connection), row.isGood(at: now, times) else {
                throw VaultError.accountRefused(.sessionNotFound)
            }
            let places = try ContactRecords.places(of: row.person.id, in: connection)
            let place = try number.map { number in try Place.choose(number, among: places, for: row.person.email) }
            let rotated = try SessionRecords.rotate(
                row.id, from: old, to: new.hash, for: (place ?? nil)?.id, at: now, in: connection)
            guard rotated else { throw VaultError.accountRefused(.sessionNotFound) }
            return NewSession.Started(
                secret: new,
                row: SessionRecords.Row(
                    id: row.id, person: row.person, place: place ?? nil, createdAt: row.createdAt, seenAt: now,
                    expiresAt: row.expiresAt, isDisabled: false), places: places)
        }
        return try told(started)
    }

    /// Deletes what has ended by itself: sessions, sign-ins that never came back, counts that are forgotten.
    package func sweepSignIns() async throws {
        let times = desk.times
        try await database.keep { connection, now in
            try SessionRecords.sweep(at: now, idleSince: now.advanced(by: .zero - times.idle), in: connection)
            try FederatedRecords.sweep(at: now, in: connection)
            let forgotten = now.advanced(by: .zero - SlowingDown.forgotten)
            try AttemptRecords.sweep(before: forgotten, in: connection)
            try RateLimitRecords.sweep(before: forgotten, in: connection)
        }
    }

    /// The person who acts.
    /// - Throws: ``VaultError/refused(_:)`` when nobody was named.
    func ownPerson() throws(VaultError) -> Person.ID {
        guard case .person(let person, _) = context.principal else { throw .refused(.noPerson) }
        return person
    }
}
