extension Vault {
    /// Signs somebody in by address and password, and by a code where they have a second factor.
    ///
    /// Every attempt is counted before it is looked into, by account and by address; what failed too often must wait, longer
    /// each time, and never for good. Who is unknown, disabled, or gives a wrong password gets the same answer after the
    /// same work.
    /// - Parameters:
    ///   - address: Where the attempt comes from, to count by; `nil` where there is none to tell.
    ///   - number: The organisation to act for. Without it the only one that there is, or none yet.
    /// - Throws: ``VaultError/accountRefused(_:)``; ``VaultError/partyRefused(_:)`` when the person is no contact of the
    ///   organisation.
    package func signIn(
        _ email: EmailAddress, password: Password, code: String? = nil, for number: EnterpriseNumber? = nil,
        from address: String? = nil
    ) async throws -> StartedSession {
        let account = try await verify(password, of: email, from: address)
        try await verify(code, for: account, from: address)
        try await renewPassword(password, of: account)
        return try await startSession(of: account.person.id, for: number)
    }

    /// The account of an address, if the password is its own.
    func verify(_ password: Password, of email: EmailAddress, from address: String?) async throws -> AccountRow {
        let keys = try await attemptKeys(email, address)
        let account = try await database.keep { connection, now in
            try keys.begin(at: now, in: connection)
            return try AccountRecords.account(email, in: connection)
        }
        let isRight = try await desk.passwords.verify(password, against: account?.password)
        guard isRight, let account, !account.isDisabled else {
            throw VaultError.accountRefused(.wrongCredentials)
        }
        // What failed before is forgotten with the code: until then only this attempt was no failure.
        try await database.keep { connection, now in
            if account.secondFactor == nil {
                try keys.succeed(at: now, in: connection)
            } else {
                try keys.takeBack(at: now, in: connection)
            }
        }
        return account
    }

    /// Checks the code of an account that has a second factor. A code counts once.
    func verify(_ code: String?, for account: AccountRow, from address: String?) async throws {
        guard let sealed = account.secondFactor else { return }
        guard let code else { throw VaultError.accountRefused(.codeNeeded) }
        let person = account.person.id
        let keys = try await attemptKeys(account.person.email, address)
        try await database.keep { connection, now in try keys.begin(at: now, in: connection) }
        let password = OneTimePassword(secret: try await opened(sealed, of: person))
        let isRight = try await database.keep { connection, now in
            guard let step = try password.step(of: code, at: now, after: account.lastStep),
                try AccountRecords.use(step, of: person, in: connection)
            else { return false }
            try keys.succeed(at: now, in: connection)
            return true
        }
        guard isRight else { throw VaultError.accountRefused(.wrongCode) }
    }

    /// Hashes a password anew that was hashed at another cost.
    private func renewPassword(_ password: Password, of account: AccountRow) async throws {
        guard let old = account.password, desk.passwords.isOutdated(old) else { return }
        let new = try await desk.passwords.hash(password)
        try await database.keep { connection, _ in
            try AccountRecords.renew(old, with: new, of: account.person.id, in: connection)
        }
    }

    /// Begins a session of somebody who was recognised. Those of theirs that have ended are deleted.
    func startSession(of person: Person.ID, for number: EnterpriseNumber?) async throws -> StartedSession {
        let new = NewSession(id: identifiers.next(), secret: AccountSecret(new: .session), times: desk.times)
        let started = try await database.keep { connection, now in
            try new.start(of: person, for: number, at: now, in: connection)
        }
        return try told(started)
    }

    /// A session as whoever began it is told of it.
    func told(_ started: NewSession.Started) throws -> StartedSession {
        StartedSession(
            secret: started.secret.text,
            signedIn: try signedIn(started.row, seenAt: started.row.seenAt, by: started.secret, nil),
            places: started.places)
    }

    /// What attempts on an account are counted by. The key is a file, so this is off the cooperative pool.
    func attemptKeys(_ email: EmailAddress, _ address: String?) async throws -> AttemptKeys {
        let names = desk.names
        return try await executor.run {
            AttemptKeys(
                account: try names.hash(.account, email.description),
                address: try address.map { address throws(VaultError) in try names.hash(.address, address) })
        }
    }

    /// The secret of a second factor.
    func opened(_ sealed: [UInt8], of person: Person.ID) async throws -> [UInt8] {
        let sealer = desk.sealer
        return try await executor.run { try sealer.open(sealed, for: person) }
    }
}

/// A session that is about to begin.
struct NewSession: Sendable {
    /// One that has begun, and the organisations to choose from.
    struct Started: Sendable {
        let secret: AccountSecret
        let row: SessionRecords.Row
        let places: [Place]
    }

    let id: SignInSession.ID
    let secret: AccountSecret
    let times: SignInTimes

    func start(
        of person: Person.ID, for number: EnterpriseNumber?, at now: Instant, in connection: any SQLConnection
    ) throws -> Started {
        guard let account = try AccountRecords.account(person, in: connection), account.exists, !account.isDisabled
        else { throw VaultError.accountRefused(.wrongCredentials) }
        let places = try ContactRecords.places(of: person, in: connection)
        let place = try Place.chooseOrNone(number, among: places, for: account.person.email)
        let idleSince = now.advanced(by: .zero - times.idle)
        try SessionRecords.sweep(at: now, idleSince: idleSince, in: connection)
        let row = SessionRecords.Row(
            id: id, person: account.person, place: place, createdAt: now, seenAt: now,
            expiresAt: now.advanced(by: times.absolute), isDisabled: false)
        try SessionRecords.insert(
            id, hash: secret.hash, of: person, for: place?.id, at: now, until: row.expiresAt, in: connection)
        return Started(secret: secret, row: row, places: places)
    }
}
