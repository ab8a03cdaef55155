extension Vault {
    /// Changes the address or the language of whoever acts (portal guide §6).
    /// - Returns: The person as they are now.
    /// - Throws: ``VaultError/partyRefused(_:)`` for an address that somebody else has.
    @discardableResult
    public func changeOwnSettings(email: EmailAddress? = nil, language: Language? = nil) async throws -> Person {
        // Who acts by name, so that the act can be held to the version of oneself that was seen.
        let own = EmailAddress(context.actor.name)
        return try await database.perform(.changeOwnSettings, on: own.map(ActTarget.person) ?? .vault, by: context) {
            connection, journal, admission in
            guard let id = admission.standing.person, let old = try PersonRecords.person(id, in: connection) else {
                throw VaultError.refused(.noPerson)
            }
            let new = Person(
                id: id, email: email ?? old.email, givenName: old.givenName, familyName: old.familyName,
                language: language ?? old.language)
            guard new != old else { return old }
            if let other = try PersonRecords.person(new.email, in: connection), other.id != id {
                throw VaultError.partyRefused(.emailTaken(new.email))
            }
            try PersonRecords.change(id, email: new.email, language: new.language, in: connection)
            try journal.append(
                .settingsChanged, JournalSubject(.person, id), before: old.canonical, after: new.canonical)
            return new
        }
    }
}
