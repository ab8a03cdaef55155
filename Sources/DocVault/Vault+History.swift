extension Vault {
    /// What became of a dossier until an instant, told by the journal, and how it stood then.
    /// - Parameter instant: The last instant that counts; without it, everything does.
    /// - Throws: ``VaultError/dossierNotFound(_:nearest:)``.
    public func history(of code: DossierCode, at instant: Instant? = nil) async throws -> DossierHistory {
        try await database.view(.readHistory, of: .dossier(code), by: context) { connection, admission in
            var replay = DossierHistory.Replay()
            let last = instant ?? Instant(microsecondsSince1970: .max)
            try JournalRecords.forEach(of: admission.required.id, until: last, in: connection) { try replay.take($0) }
            return DossierHistory(code: code, entries: replay.entries, standing: replay.standing)
        }
    }
}
