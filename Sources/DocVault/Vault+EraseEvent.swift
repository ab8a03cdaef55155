/// What became of an erasure.
public struct EventErasure: Hashable, Sendable {
    /// The number of the event that says so.
    public let sequence: Int
    /// Whether the text is gone from the catalog's files too. If not, a program that is reading holds it: it goes when the
    /// last one that has the vault open ends.
    public let isWiped: Bool
}

extension Vault {
    /// Erases what an event says, for good: its text and its salt. That it was there, and when, stays provable.
    ///
    /// The erasure is an event of its own, `event.erased`, in the same transaction. Every checkpoint, proof and receipt
    /// verifies as before. What other tables of the catalog say, and receipts and backups that others keep, is not reached.
    /// - Parameter reason: Why, for good: it cannot be erased itself, so it names nobody.
    /// - Throws: ``VaultError/eventNotFound(_:)``; ``VaultError/eventErased(_:)`` when it was erased before;
    ///   ``VaultError/eventNotErasable(_:)``; ``VaultError/reasonMissing``; ``VaultError/refused(_:)``.
    @discardableResult
    public func eraseEvent(_ sequence: Int, reason: String?) async throws -> EventErasure {
        let context = context.because(try Reason.required(reason))
        let own = try await database.perform(.eraseEvent, by: context) { connection, journal, _ in
            guard let event = try JournalRecords.event(sequence, in: connection) else {
                throw VaultError.eventNotFound("\(sequence)")
            }
            guard !JournalAction.essential.contains(where: { $0.rawValue == event.action }) else {
                throw VaultError.eventNotErasable(sequence)
            }
            guard event.opening != nil else { throw VaultError.eventErased(sequence) }
            // The history of a dossier tells of the erasure where it told of the event.
            journal.dossier = try JournalRecords.dossier(ofEvent: sequence, in: connection)
            try JournalRecords.erase(sequence, in: connection)
            let commitment = CanonicalJSON.string(Hexadecimal.encode(event.commitment))
            return try journal.append(
                .eventErased, JournalSubject(event: sequence),
                before: ["action": .string(event.action), "commitment": commitment], after: ["commitment": commitment])
        }
        return EventErasure(sequence: own, isWiped: try await database.wipeDeleted())
    }
}
