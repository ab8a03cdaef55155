extension Vault {
    /// Changes one's own password, by the old one. All other sessions of the person end.
    /// - Parameter kept: The session that goes on: the one in which it is changed.
    /// - Throws: ``VaultError/accountRefused(_:)``.
    package func changePassword(
        from old: Password, to new: Password, keeping kept: SignInSession.ID? = nil, at address: String? = nil
    ) async throws {
        let id = try ownPerson()
        let person = try await database.look { connection, _ in try PersonRecords.person(id, in: connection) }
        guard let person else { throw VaultError.refused(.noPerson) }
        try new.check(for: person.email)
        _ = try await verify(old, of: person.email, from: address)
        let hash = try await desk.passwords.hash(new)
        try await database.perform(.changePassword, by: context) { connection, journal, _ in
            try AccountRecords.put(hash, of: id, at: journal.now, in: connection)
            try InvitationRecords.withdraw(of: id, in: connection)
            try SessionRecords.endAll(of: id, but: kept, in: connection)
            try journal.append(
                .passwordChanged, JournalSubject(.person, id), after: ["person": person.canonical])
        }
    }
}
