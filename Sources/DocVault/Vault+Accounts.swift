extension Vault {
    /// The accounts of all who sign in, by their addresses.
    package func accounts() async throws -> [Account] {
        try await database.view(.listAccounts, by: context) { connection, _ in
            try AccountRecords.accounts(in: connection)
        }
    }

    /// Whether whoever acts has a second factor in force.
    package func hasSecondFactor() async throws -> Bool {
        try await database.view(.readOwnAccount, by: context) { connection, admission in
            guard let person = admission.standing.person else { throw VaultError.refused(.noPerson) }
            return try AccountRecords.account(person, in: connection)?.secondFactor != nil
        }
    }

    /// Disables somebody's account: sessions end, tokens and links count no more, and nothing begins a new one.
    /// - Throws: ``VaultError/personNotFound(_:)``; ``VaultError/accountRefused(_:)`` when it is disabled already.
    package func disableAccount(_ email: EmailAddress) async throws {
        try await database.perform(.disableAccount, on: .person(email), by: context) { connection, journal, _ in
            let account = try AccountRecords.require(email, in: connection)
            guard !account.isDisabled else { throw VaultError.accountRefused(.accountDisabled(email)) }
            let id = account.person.id
            // Somebody who was never invited can be kept out as well.
            try AccountRecords.create(id, at: journal.now, in: connection)
            try AccountRecords.setDisabled(id, at: journal.now, in: connection)
            try InvitationRecords.withdraw(of: id, in: connection)
            try SessionRecords.endAll(of: id, in: connection)
            try journal.append(
                .accountDisabled, JournalSubject(.person, id), after: ["person": account.person.canonical])
        }
    }

    /// Enables an account that was disabled. Tokens that have not expired count again.
    /// - Throws: ``VaultError/personNotFound(_:)``; ``VaultError/accountRefused(_:)`` when it is not disabled.
    package func enableAccount(_ email: EmailAddress) async throws {
        try await database.perform(.enableAccount, on: .person(email), by: context) { connection, journal, _ in
            let account = try AccountRecords.require(email, in: connection)
            guard account.isDisabled else { throw VaultError.accountRefused(.notDisabled(email)) }
            try AccountRecords.setDisabled(account.person.id, at: nil, in: connection)
            try journal.append(
                .accountEnabled, JournalSubject(.person, account.person.id),
                after: ["person": account.person.canonical])
        }
    }
}
