extension Vault {
    private static let findingsAtOnce = 200

    /// The findings of one state that the actor may see, the newest first.
    ///
    /// Each names two places, so it is shown to those who may read both (promise 4): agents entitled to both dossiers,
    /// and beneficiaries only of what is in dossiers of their own.
    /// - Parameter limit: How many at most. No more are read than that, but for those that the actor may not see.
    public func findings(_ state: Finding.State = .open, limit: Int = 1_000) async throws -> [Finding] {
        try await database.view(.listFindings, by: context) { connection, admission in
            var findings: [Finding] = []
            var readable: [DossierCode: Bool] = [:]
            func mayRead(_ code: DossierCode) throws -> Bool {
                if let known = readable[code] { return known }
                let answer = try admission.mayRead(code, connection)
                readable[code] = answer
                return answer
            }
            var last: Finding?
            while findings.count < limit {
                let page = try FindingRecords.findings(state, after: last, limit: Self.findingsAtOnce, in: connection)
                for finding in page where findings.count < limit {
                    guard try mayRead(finding.place.dossier), try mayRead(finding.earlier.dossier) else { continue }
                    findings.append(finding)
                }
                guard page.count == Self.findingsAtOnce else { break }
                last = page.last
            }
            return findings
        }
    }

    /// One finding.
    /// - Throws: ``VaultError/findingNotFound(_:)``, also for one that the actor may not see.
    public func finding(_ id: Finding.ID) async throws -> Finding {
        try await database.view(.listFindings, by: context) { connection, admission in
            guard let finding = try FindingRecords.finding(id, in: connection),
                try admission.mayRead(finding.place.dossier, connection),
                try admission.mayRead(finding.earlier.dossier, connection)
            else { throw VaultError.findingNotFound(id.description) }
            return finding
        }
    }

    /// Puts a finding aside, for a reason.
    /// - Throws: ``VaultError/findingNotFound(_:)``, ``VaultError/reasonMissing``,
    ///   ``VaultError/stateForbids(what:from:to:)`` when it was dismissed before.
    public func dismiss(_ id: Finding.ID, reason: String?) async throws {
        let reason = try Reason.required(reason)
        let finding = try await finding(id)
        let target = ActTarget.dossier(finding.place.dossier)
        let context = context.because(reason)
        try await database.perform(.dismissFinding, on: target, by: context) { connection, journal, admission in
            guard let finding = try FindingRecords.finding(id, in: connection),
                try admission.mayRead(finding.earlier.dossier, connection)
            else { throw VaultError.findingNotFound(id.description) }
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
