/// The secret of a second factor that waits to be confirmed, told once.
package struct NewSecondFactor: Hashable, Sendable {
    /// In base32, to be typed.
    package let secret: String
    /// The same as an address, to be shown as a QR code.
    package let uri: String
}

extension Vault {
    /// Makes a second factor for whoever acts. It counts when a code of it was given; until then another call replaces it.
    /// - Throws: ``VaultError/accountRefused(_:)`` when there is no account, or a second factor is in force.
    package func beginSecondFactor() async throws -> NewSecondFactor {
        let id = try ownPerson()
        let found = try await database.view(.readOwnAccount, by: context) { connection, _ in
            Enrolment(
                account: try AccountRecords.account(id, in: connection),
                hasSealed: try AccountRecords.hasSealed(in: connection))
        }
        guard let account = found.account, account.exists else { throw VaultError.refused(.noPerson) }
        guard account.secondFactor == nil else { throw VaultError.accountRefused(.secondFactorPresent) }
        let password = OneTimePassword(secret: randomBytes(OneTimePassword.secretSize))
        let sealer = desk.sealer
        let sealed = try await executor.run {
            try sealer.seal(password.secret, for: id, hasOthers: found.hasSealed)
        }
        try await database.keep { connection, _ in try AccountRecords.putPending(sealed, of: id, in: connection) }
        return NewSecondFactor(secret: password.base32, uri: password.uri(for: account.person.email))
    }

    /// Puts the second factor in force that ``beginSecondFactor()`` made, by a code of it.
    /// - Throws: ``VaultError/accountRefused(_:)`` when the code is not right, or nothing was begun.
    package func confirmSecondFactor(_ code: String) async throws {
        let id = try ownPerson()
        let account = try await database.look { connection, _ in try AccountRecords.account(id, in: connection) }
        guard let sealed = account?.pendingSecondFactor else { throw VaultError.accountRefused(.noSecondFactor) }
        let password = OneTimePassword(secret: try await opened(sealed, of: id))
        try await database.perform(.changeSecondFactor, by: context) { connection, journal, _ in
            guard let now = try AccountRecords.account(id, in: connection), now.pendingSecondFactor == sealed,
                let step = try password.step(of: code, at: journal.now, after: nil)
            else { throw VaultError.accountRefused(.wrongCode) }
            try AccountRecords.putSecondFactor(sealed, of: id, step: step, in: connection)
            try journal.append(
                .secondFactorAdded, JournalSubject(.person, id), after: ["person": now.person.canonical])
        }
    }

    /// Takes one's own second factor away, by password and code.
    /// - Throws: ``VaultError/accountRefused(_:)``.
    package func removeSecondFactor(
        password: Password, code: String, at address: String? = nil
    ) async throws {
        let id = try ownPerson()
        let person = try await database.look { connection, _ in try PersonRecords.person(id, in: connection) }
        guard let person else { throw VaultError.refused(.noPerson) }
        let account = try await verify(password, of: person.email, from: address)
        guard account.secondFactor != nil else { throw VaultError.accountRefused(.noSecondFactor) }
        try await verify(code, for: account, from: address)
        try await database.perform(.changeSecondFactor, by: context) { connection, journal, _ in
            try AccountRecords.putSecondFactor(nil, of: id, step: nil, in: connection)
            try journal.append(
                .secondFactorRemoved, JournalSubject(.person, id), after: ["person": person.canonical])
        }
    }

    /// Takes away the second factor of somebody who lost it. Their sessions end.
    /// - Throws: ``VaultError/personNotFound(_:)``; ``VaultError/accountRefused(_:)`` when there is none.
    package func resetSecondFactor(of email: EmailAddress) async throws {
        try await database.perform(.resetSecondFactor, on: .person(email), by: context) { connection, journal, _ in
            let account = try AccountRecords.require(email, in: connection)
            guard account.secondFactor != nil || account.pendingSecondFactor != nil else {
                throw VaultError.accountRefused(.noSecondFactor)
            }
            let id = account.person.id
            try AccountRecords.putSecondFactor(nil, of: id, step: nil, in: connection)
            try SessionRecords.endAll(of: id, in: connection)
            try journal.append(
                .secondFactorReset, JournalSubject(.person, id), after: ["person": account.person.canonical])
        }
    }
}

/// The account that is to have a second factor, and whether any is sealed already.
private struct Enrolment: Sendable {
    let account: AccountRow?
    let hasSealed: Bool
}
