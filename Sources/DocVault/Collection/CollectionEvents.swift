internal import Synchronization

/// The journal of one run of a collector: an event before its first change, and one with what it came to.
///
/// A run is one act of many short transactions, so that no deposit waits long. If the first event cannot be written, nothing
/// is changed; a run that changes nothing has no event.
final class CollectionEvents: Sendable {
    private let database: GuardedDatabase
    private let context: ActContext
    private let (act, target): (Act, ActTarget)
    private let subject: JournalSubject
    private let caseID: Identifier<DispositionCase>?
    private let announced = Mutex<AnnouncedAct?>(nil)

    init(
        _ act: Act, on target: ActTarget, for caseID: Identifier<DispositionCase>?, by context: ActContext,
        identifiers: IdentifierSource, database: GuardedDatabase
    ) {
        (self.act, self.target, self.context, self.database) = (act, target, context, database)
        self.caseID = caseID
        subject = JournalSubject(.collection, identifiers.next(CollectionReport.self))
    }

    /// Reads in a snapshot of its own.
    func read<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection, Instant) throws -> Value
    ) async throws -> Value {
        try await database.view(act, of: target, by: context) { connection, admission in
            try body(connection, admission.now)
        }
    }

    /// Changes something in a transaction of its own, after the run was announced.
    func write<Value: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection, Instant) throws -> Value
    ) async throws -> Value {
        let announced = try await announce()
        return try await database.perform(continuing: announced, body)
    }

    /// Tells of the run, if nothing was told yet.
    @discardableResult
    func announce() async throws -> AnnouncedAct {
        if let known = announced.withLock({ $0 }) { return known }
        let (subject, caseID) = (subject, caseID)
        let new = try await database.announce(act, on: target, by: context) { journal in
            try journal.append(
                .blobsCollecting, subject,
                after: .object(leavingOut: [("case", caseID.map { .string($0.description) })]))
        }
        announced.withLock { $0 = new }
        return new
    }

    /// Tells what the run came to, if it was told of.
    func end(_ report: CollectionReport) async throws {
        guard announced.withLock({ $0 != nil }) else { return }
        let (subject, caseID) = (subject, caseID)
        try await database.perform(act, on: target, by: context) { _, journal, _ in
            _ = try journal.append(
                .blobsCollected, subject,
                after: .object(
                    leavingOut: [
                        ("case", caseID.map { .string($0.description) }), ("condemned", report.condemned.json),
                        ("leftovers", report.leftovers.json), ("removed", report.removed.json),
                        ("takenBack", report.takenBack.json), ("trashed", report.trashed.json),
                    ]))
        }
    }
}
