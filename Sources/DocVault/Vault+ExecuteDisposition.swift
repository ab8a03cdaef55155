/// What executing a disposition came to.
public struct DispositionExecution: Hashable, Sendable {
    public let disposition: DispositionCase
    /// Documents whose bytes wait for a deposit that is under way; executing again finishes them.
    public let waitingCount: Int

    public var isFinished: Bool { waitingCount == 0 }
}

extension Vault {
    /// How many documents one transaction judges and buries: small enough that nobody else waits long.
    private static let burialsAtOnce = 100

    /// Executes an approved case after its grace, or goes on with one that was cut off.
    ///
    /// Each document is judged once more in the transaction that buries it: by the facts, the holds and the policy as they
    /// are then. What something stands against is kept and named; the rest leaves a tombstone. Then the bytes that no other
    /// document has are removed, and a read of them must fail. Going on after a crash needs no bytes.
    /// - Throws: ``VaultError/stateForbids(what:from:to:)`` for a case that is not approved;
    ///   ``RetentionRefusal/graceNotOver(_:until:)``.
    public func executeDisposition(
        _ code: DispositionCode, progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> DispositionExecution {
        let started = try await startExecution(of: code)
        // The case was as the caller saw it when it was started; from then on it changes by itself.
        return try await expecting(nil).finish(started, progress: progress)
    }

    private func finish(
        _ started: Execution, progress: (_ done: Int, _ total: Int) -> Void
    ) async throws -> DispositionExecution {
        let code = started.code
        let (id, total) = (started.id, started.total)
        var position = 0
        while let last = try await bury(after: position, of: started) {
            position = last
            progress(min(position, total), total)
        }
        _ = try await removeCondemned(for: id, under: .executeDisposition, on: .disposition(code))
        let waiting = try await settleItems(of: id, code)
        if waiting == 0 { try await certify(id, code) }
        _ = try await database.wipeDeleted()
        let (found, _) = try await disposition(code, limit: 0)
        return DispositionExecution(disposition: found, waitingCount: waiting)
    }

    /// A case that is being executed. Its documents are counted once: counting them for each hundred would take longer
    /// the more there are.
    private struct Execution {
        let id: DispositionCase.ID
        let code: DispositionCode
        let action: DispositionCase.Action
        let total: Int

        init(_ id: DispositionCase.ID, _ found: DispositionCase) {
            (self.id, code, action, total) = (id, found.code, found.action, found.documentCount)
        }
    }

    private func startExecution(of code: DispositionCode) async throws -> Execution {
        try await database.perform(.executeDisposition, on: .disposition(code), by: context) {
            connection, journal, admission in
            let (id, found) = try DispositionRecords.require(code, in: connection)
            if found.state == .executing { return Execution(id, found) }
            guard found.state == .approved, let executableOn = found.executableOn else {
                throw VaultError.stateForbids(code, found.state, .executing)
            }
            guard journal.now.dayInBrussels >= executableOn else {
                throw VaultError.retentionRefused(.graceNotOver(code, until: executableOn))
            }
            try DispositionRecords.start(id, by: admission.principal, at: journal.now, in: connection)
            try journal.append(
                .dispositionStarted, JournalSubject(.disposition, id),
                after: ["code": .string(code.text), "listDigest": .string(found.listDigest.description)])
            return Execution(id, found)
        }
    }

    /// Judges and buries the next documents of the list. - Returns: The position of the last; `nil` when there was none.
    private func bury(after position: Int, of execution: Execution) async throws -> Int? {
        let (identifiers, id, code) = (identifiers, execution.id, execution.code)
        return try await database.perform(.executeDisposition, on: .disposition(code), by: context) {
            connection, journal, _ in
            let items = try DispositionItemRecords.next(
                of: id, in: .proposed, after: position, limit: Self.burialsAtOnce, connection)
            guard let last = items.last else { return nil }
            let records = try RetentionRecords(in: connection)
            var dossiers: [DossierCode: (id: Dossier.ID, retention: RetentionRecords.DossierRetention)] = [:]
            for item in items {
                var dossier = dossiers[item.dossier]
                if dossier == nil {
                    let id = try DossierRecords.require(item.dossier, in: connection)
                    dossier = (id, try records.retention(of: id))
                    dossiers[item.dossier] = dossier
                }
                guard let dossier else { continue }
                journal.dossier = dossier.id
                let eligibility = try records.eligibility(of: item.document, in: dossier.retention)
                if eligibility.isEligible(on: journal.now.dayInBrussels), execution.action.takes(eligibility.action) {
                    try Self.bury(
                        item, of: execution, dossier.retention.obligations, identifiers: identifiers, connection,
                        &journal)
                    try DossierRecords.touch(dossier.id, at: journal.now, in: connection)
                } else {
                    try DispositionItemRecords.move(
                        item.position, of: id, to: .blocked, because: eligibility.word, at: journal.now,
                        in: connection)
                    // Not in the dossier's history: a document that stays may be the only sign of a confidential hold.
                    journal.dossier = nil
                    try journal.append(
                        .documentKept, JournalSubject(.document, item.document),
                        after: ["disposition": .string(code.text)])
                }
            }
            return last.position
        }
    }

    private static func bury(
        _ item: DispositionItem, of execution: Execution, _ obligations: [Obligation],
        identifiers: IdentifierSource, _ connection: any SQLConnection, _ journal: inout JournalAppender
    ) throws {
        let id = execution.id
        try TombstoneRecords.bury(item.document, for: id, obligations, at: journal.now, in: connection)
        try DispositionItemRecords.move(item.position, of: id, to: .shredding, at: journal.now, in: connection)
        // When something still refers to the bytes, the document's link to them ends and they stay.
        _ = try CondemnedBlobRecords.condemn(
            item.blob, for: id, at: journal.now, identifiers: identifiers, in: connection)
        try journal.append(
            .documentDisposed, JournalSubject(.document, item.document),
            after: [
                "action": .string(execution.action.rawValue), "digest": .string(item.blob.digest.description),
                "disposition": .string(execution.code.text), "dossier": .string(item.dossier.text),
                "obligations": .array(obligations.map(\.canonical)),
                "sizeInBytes": .integer(item.blob.sizeInBytes),
            ])
    }

    /// Writes down what became of the bytes of buried documents. - Returns: How many wait for a deposit that is under way.
    private func settleItems(of id: DispositionCase.ID, _ code: DispositionCode) async throws -> Int {
        var (position, waiting) = (0, 0)
        while true {
            let start = position
            let page = try await database.view(.readDisposition, by: context) { connection, _ in
                try DispositionItemRecords.next(
                    of: id, in: .shredding, after: start, limit: Self.burialsAtOnce, connection)
            }
            guard let last = page.last else { return waiting }
            position = last.position
            // Bytes count as gone when the store says so itself, not because a row says so.
            var present: Set<Digest> = []
            for item in page {
                let descriptor = try await blobs.descriptor(of: item.blob.digest)
                if descriptor != nil { present.insert(item.blob.digest) }
            }
            let stillThere = present
            waiting += try await database.perform(.executeDisposition, on: .disposition(code), by: context) {
                connection, journal, _ in
                var (settled, waiting): ([DispositionItem.State: Int64], Int) = ([:], 0)
                for item in page {
                    guard let outcome = try DispositionItemRecords.outcome(of: item.blob.digest, in: connection),
                        outcome == .linkEnded || !stillThere.contains(item.blob.digest)
                    else {
                        waiting += 1
                        continue
                    }
                    try DispositionItemRecords.move(item.position, of: id, to: outcome, at: journal.now, in: connection)
                    settled[outcome, default: 0] += 1
                }
                guard !settled.isEmpty else { return waiting }
                try journal.append(
                    .bytesRemoved, JournalSubject(.disposition, id),
                    after: [
                        "code": .string(code.text), "destroyed": .integer(settled[.destroyed] ?? 0),
                        "linkEnded": .integer(settled[.linkEnded] ?? 0),
                    ])
                return waiting
            }
        }
    }

    /// Ends a case with the event that its certificate rests on.
    private func certify(_ id: DispositionCase.ID, _ code: DispositionCode) async throws {
        try await database.perform(.executeDisposition, on: .disposition(code), by: context) {
            connection, journal, _ in
            let (_, found) = try DispositionRecords.require(code, in: connection)
            guard found.state == .executing else { return }
            let state: DispositionCase.State = found.counts[.blocked] == nil ? .executed : .partlyExecuted
            let event = try journal.append(
                .dispositionExecuted, JournalSubject(.disposition, id),
                after: try Certificate.statement(of: found, id, at: journal.now, in: connection))
            try DispositionRecords.seal(id, as: state, event: event, in: connection)
        }
    }
}

extension Eligibility {
    /// Why something is kept, in one word for programs; a confidential hold is a hold without its name.
    fileprivate var word: String {
        guard let first = obstacles.first else { return "obligation" }
        return switch first {
        case .hold(let hold): hold.isConfidential ? "hold" : "hold:\(hold.code)"
        case .openObligation(let code): "obligation:\(code)"
        case .noObligation: "noSchedule"
        }
    }
}
