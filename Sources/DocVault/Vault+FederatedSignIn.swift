/// What must come back with somebody who signs in by way of another service (OpenID Connect Core §3.1, RFC 7636).
package struct FederatedState: Hashable, Sendable {
    /// Goes with the browser and comes back with it; told once.
    package let state: String
    /// Must stand in the other service's token.
    package let nonce: String
    /// Proves to the other service that whoever asks for the token is who sent the browser.
    package let verifier: String
}

extension Vault {
    /// Begins a sign-in by way of another service: good for ten minutes, once.
    package func beginFederatedSignIn() async throws -> FederatedState {
        let secret = AccountSecret(new: .state)
        let begun = FederatedState(
            state: secret.text, nonce: Base64.encodeForURL(randomBytes(32)),
            verifier: Base64.encodeForURL(randomBytes(32)))
        let (hash, life) = (try secret.hash, desk.times.federated)
        try await database.keep { connection, now in
            try FederatedRecords.sweep(at: now, in: connection)
            try FederatedRecords.begin(
                hash, nonce: begun.nonce, verifier: begun.verifier, until: now.advanced(by: life), in: connection)
        }
        return begun
    }

    /// Ends what ``beginFederatedSignIn()`` began; `nil` for a state that was never given out, came too late or a second time.
    package func finishFederatedSignIn(state: String) async throws -> FederatedState? {
        guard let hash = try AccountSecret(state, .state)?.hash else { return nil }
        return try await database.keep { connection, now in
            try FederatedRecords.take(hash, at: now, in: connection).map {
                FederatedState(state: state, nonce: $0.nonce, verifier: $0.verifier)
            }
        }
    }

    /// Signs in somebody whom another service has recognised: by what that service calls them, and the first time by the
    /// address that it has verified. Nobody is added: the person must be known already. The other service has asked for
    /// whatever else it wants; our own second factor is that of our own passwords.
    /// - Throws: ``VaultError/accountRefused(_:)`` when nobody is known so, or the account is disabled.
    package func signIn(
        issuer: String, subject: String, verifiedEmail: EmailAddress?, for number: EnterpriseNumber? = nil
    ) async throws -> StartedSession {
        // The length of the first part keeps two pairs apart whatever stands in them.
        let identity = try DigestHasher.digest(of: Array("\(issuer.utf8.count):\(issuer)\(subject)".utf8)).bytes
        let known = try await database.look { connection, _ in
            try FederatedRecords.person(identity, in: connection)
        }
        if let known { return try await startSession(of: known, for: number) }
        guard let verifiedEmail else { throw VaultError.accountRefused(.unknownElsewhere) }
        let account = try await database.look { connection, _ in
            try AccountRecords.account(verifiedEmail, in: connection)
        }
        guard let account, !account.isDisabled else { throw VaultError.accountRefused(.unknownElsewhere) }
        let person = account.person
        let own = ActContext(of: person, for: nil, through: nil, request: context.request)
        try await database.perform(.linkIdentity, by: own) { connection, journal, _ in
            try AccountRecords.create(person.id, at: journal.now, in: connection)
            try FederatedRecords.insert(identity, of: person.id, at: journal.now, in: connection)
            try journal.append(
                .identityLinked, JournalSubject(.person, person.id),
                after: ["issuer": .string(issuer), "person": person.canonical])
        }
        return try await startSession(of: person.id, for: number)
    }
}
