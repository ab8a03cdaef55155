extension Vault {
    private static let findingsAtOnce = 200

    /// How many findings one page looks at: what the actor may not see is not looked through to the end of all.
    private static let findingsAPage = 2_000

    /// The findings of one state that the actor may see, the newest first.
    ///
    /// Each names two places, so it is shown to those who may read both (promise 4): agents entitled to both dossiers,
    /// and beneficiaries only of what is in dossiers of their own.
    /// - Parameter limit: How many at most. No more are read than that, but for those that the actor may not see.
    public func findings(_ state: Finding.State = .open, limit: Int = 1_000) async throws -> [Finding] {
        try await database.view(.listFindings, by: context) { connection, admission in
            try Self.findings(state, after: nil, limit: limit, lookingAt: .max, admission, connection).items
        }
    }

    /// A page of ``findings(_:limit:)``.
    public func findings(
        _ state: Finding.State, after position: Finding.Position?, limit: Int
    ) async throws -> ListPage<Finding, Finding.Position> {
        try await database.view(.listFindings, by: context) { connection, admission in
            try Self.findings(
                state, after: position, limit: limit, lookingAt: Self.findingsAPage, admission, connection)
        }
    }

    private static func findings(
        _ state: Finding.State, after position: Finding.Position?, limit: Int, lookingAt most: Int,
        _ admission: Admission, _ connection: any SQLConnection
    ) throws -> ListPage<Finding, Finding.Position> {
        var readable = ReadableDossiers(to: admission)
        var (findings, last, count): ([Finding], Finding.Position?, Int) = ([], position, 0)
        while count < most {
            let found = try FindingRecords.findings(state, after: last, limit: findingsAtOnce, in: connection)
            for finding in found {
                let isReadable =
                    try readable.contains(finding.place.dossier, connection)
                    && readable.contains(finding.earlier.dossier, connection)
                if isReadable {
                    guard findings.count < limit else { return ListPage(findings, next: last) }
                    findings.append(finding)
                }
                last = finding.position
            }
            guard found.count == findingsAtOnce else { return ListPage(findings, next: nil) }
            count += found.count
        }
        return ListPage(findings, next: last)
    }

    /// One finding.
    /// - Throws: ``VaultError/findingNotFound(_:)``, also for one that the actor may not see.
    public func finding(_ id: Finding.ID) async throws -> Finding {
        try await database.view(.listFindings, by: context) { connection, admission in
            try FindingRecords.require(id, for: admission, in: connection)
        }
    }

    /// Puts a finding aside, for a reason.
    /// - Throws: ``VaultError/findingNotFound(_:)``, ``VaultError/reasonMissing``,
    ///   ``VaultError/stateForbids(what:from:to:)`` when it was dismissed before.
    public func dismiss(_ id: Finding.ID, reason: String?) async throws {
        let reason = try Reason.required(reason)
        let finding = try await finding(id)
        let target = ActTarget.dossier(finding.place.dossier)
        var context = context.because(reason)
        // The version that a caller names is that of the finding, not of the dossier.
        let expectation = context.expectation
        context.expectation = nil
        try await database.perform(.dismissFinding, on: target, by: context) { connection, journal, admission in
            let finding = try FindingRecords.require(id, for: admission, in: connection)
            try expectation?.check(finding.id, connection)
            guard finding.state == .open else {
                throw VaultError.stateForbids(
                    what: id.description, from: finding.state.sentence, to: Finding.State.dismissed.sentence)
            }
            try FindingRecords.dismiss(id, because: reason, connection)
            journal.dossier = nil
            try journal.append(
                .findingDismissed, JournalSubject(.finding, id), before: .string(finding.state.rawValue),
                after: .string(Finding.State.dismissed.rawValue))
        }
    }
}
