internal import Foundation
internal import SystemPackage

/// What became of a policy that was handed in.
public struct PolicyAdoption: Hashable, Sendable {
    public let version: Int
    /// Whether it is in force; else it waits for a second person.
    public let isInForce: Bool
    /// What it moves.
    public let tally: PolicyTally
    /// Whether `retention-policy.json` in the vault's folder says so too. The catalog is what counts; ``examine(_:)``
    /// brings the file up to date.
    public fileprivate(set) var isFileCurrent = true
}

extension Vault {
    /// Puts the next version of the retention policy into force, with every duty to keep that follows from it.
    ///
    /// One that shortens what was promised takes two persons who both say so: the first one's call records a proposal, and the
    /// second hands in the same file. Where the policy in force asks for it, so does every other. A proposal ends
    /// when another file is handed in.
    /// - Throws: ``RetentionRefusal/policyVersion(found:expected:)``; ``RetentionRefusal/policyShortens(documentCount:)``;
    ///   ``VaultError/refused(_:)`` for one's own proposal.
    /// - Complexity: One transaction that goes through all dossiers, not through their documents.
    public func adoptPolicy(_ policy: RetentionPolicy, acceptingShortening: Bool = false) async throws -> PolicyAdoption
    {
        let digest = try policy.digest()
        var adoption = try await database.perform(.adoptPolicy, on: .policy(digest), by: context) {
            connection, journal, admission in
            try Self.adopt(policy, acceptingShortening, by: admission.principal, &journal, connection)
        }
        guard adoption.isInForce else { return adoption }
        do {
            try await copyPolicy()
        } catch {
            // It is in force all the same, and whoever reads the answer is told.
            adoption.isFileCurrent = false
        }
        return adoption
    }

    private static func adopt(
        _ new: RetentionPolicy, _ acceptsShortening: Bool, by principal: Principal, _ journal: inout JournalAppender,
        _ connection: any SQLConnection
    ) throws -> PolicyAdoption {
        let (old, isNew) = try RetentionPolicyRecords.require(at: journal.now, in: connection)
        if isNew { try ObligationRecords.refreshAll(under: old, in: connection) }
        guard new.version == old.version + 1 else {
            throw VaultError.retentionRefused(.policyVersion(found: new.version, expected: old.version + 1))
        }
        for schedule in new.schedules {
            guard let before = old.schedule(schedule.code), before != schedule else { continue }
            // An obligation names a schedule by code and version, so these must not mean two things.
            guard schedule.version > before.version else {
                throw VaultError.retentionRefused(.scheduleVersion(schedule.code))
            }
        }
        let tally = try PolicyComparison(with: new, in: connection).tally()
        guard tally.shortenedCount == 0 || acceptsShortening else {
            throw VaultError.retentionRefused(.policyShortens(documentCount: tally.shortenedCount))
        }
        let needsTwo = tally.shortenedCount > 0 || old.fourEyes.contains(.adoptPolicy)
        let waiting = try RetentionPolicyRecords.proposed(in: connection)
        let isSecond = waiting?.body == new.file
        if isSecond {
            try RetentionPolicyRecords.adopt(new.version, by: principal, at: journal.now, in: connection)
        } else {
            if waiting != nil { try RetentionPolicyRecords.withdrawProposal(in: connection) }
            try RetentionPolicyRecords.insert(
                .init(new, proposedBy: principal.mark),
                adoptedBy: needsTwo ? nil : principal.mark, at: journal.now, in: connection)
        }
        let adoption = PolicyAdoption(version: new.version, isInForce: isSecond || !needsTwo, tally: tally)
        if adoption.isInForce { try ObligationRecords.refreshAll(under: new, in: connection) }
        let withdrawn = isSecond ? nil : waiting?.digest
        try journal.append(
            adoption.isInForce ? .policyAdopted : .policyProposed, JournalSubject(policy: new.digest()),
            before: .object(
                leavingOut: [
                    ("digest", .string(try old.digest().description)), ("version", .integer(Int64(old.version))),
                    ("withdrawn", withdrawn.map { .string($0.description) }),
                ]),
            after: [
                "digest": .string(try new.digest().description),
                "lengthenedCount": .integer(Int64(tally.lengthenedCount)),
                "shortenedCount": .integer(Int64(tally.shortenedCount)), "version": .integer(Int64(new.version)),
            ])
        return adoption
    }

    /// The policy in force.
    public func retentionPolicy() async throws -> RetentionPolicy {
        try await database.view(.readJournal, by: context) { connection, _ in
            try RetentionPolicyRecords.inForce(in: connection)
        }
    }

    /// Brings `retention-policy.json` in the vault's folder up to the policy in force, which is that of the catalog.
    /// - Returns: Whether it was not.
    @discardableResult
    func copyPolicy() async throws -> Bool {
        guard let policyFile else { return false }
        let policy = try await retentionPolicy()
        return try await executor.run {
            guard FileManager.default.contents(atPath: policyFile.string) != Data(policy.file) else { return false }
            let output = try OutputFile(at: policyFile)
            try output.write(policy.file)
            try output.publish()
            return true
        }
    }
}
