/// What those who watch a service want to know of its vault. Nothing of it tells of one dossier or one person.
package struct VaultFigures: Hashable, Sendable {
    package let events: Int
    /// How many of them the published checkpoint covers.
    package let publishedEvents: Int
    /// Since the vault was opened.
    package let deposits: Int
    package let deduplicatedDeposits: Int
    package let transactions: Int
    package let synchronisations: Int
    /// How many uploads are under way.
    package let openUploads: Int
}

extension Vault {
    /// Counts for those who watch the service.
    package func figures() async throws -> VaultFigures {
        let events = try await database.view(.readJournal, by: context) { connection, _ in
            try JournalRecords.end(in: connection).size
        }
        let published = try journal?.checkpoint()?.checkpoint.size ?? 0
        let (tally, writes) = (tally.current, database.writeCounts)
        return VaultFigures(
            events: events, publishedEvents: published, deposits: tally.deposits,
            deduplicatedDeposits: tally.deduplicated, transactions: writes.transactions,
            synchronisations: writes.synchronisations, openUploads: try await openUploads)
    }
}
