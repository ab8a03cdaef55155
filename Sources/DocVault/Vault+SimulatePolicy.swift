public import SystemPackage

/// A page of what another policy would move.
public struct PolicySimulation: Hashable, Sendable {
    /// In the order of the dossiers; those in which nothing moves are left out.
    public let moves: [PolicyMove]
    /// Where the next page begins; `nil` after the last.
    public let next: DossierCode?
    /// The version in force: the next one is adopted, no other.
    public let versionInForce: Int
}

extension Vault {
    /// Compares a policy with the one in force: which documents it moves from which day to which. Nothing is changed.
    ///
    /// Any policy can be compared, also one of a version that could not be adopted.
    /// - Parameter after: The last dossier of the page before. A page holds what was found among the next dossiers.
    /// - Complexity: As ``retentionDue(on:after:limit:)``, with the facts of each dossier.
    public func simulatePolicy(
        _ policy: RetentionPolicy, after code: DossierCode? = nil, limit: Int = 2_000
    ) async throws -> PolicySimulation {
        try await database.view(.listRetention, by: context) { connection, _ in
            try PolicySimulation(of: policy, after: code, limit: limit, connection)
        }
    }

    /// Writes the documents that a policy moves to a file: one row each, in CSV (RFC 4180), with the columns `document`,
    /// `dossier`, `from`, `to` and `held`. A day that nobody can say is left empty. All rows are of one snapshot.
    /// - Returns: How many rows.
    /// - Throws: ``VaultError/malformed(field:reason:)`` when there can be no file; ``VaultError/outputFull(_:)``.
    public func writePolicyMoves(of policy: RetentionPolicy, to path: FilePath) async throws -> Int {
        try await database.view(.listRetention, by: context) { connection, _ in
            try PolicyComparison(with: policy, in: connection).write(to: path)
        }
    }
}

extension PolicySimulation {
    fileprivate init(
        of policy: RetentionPolicy, after code: DossierCode?, limit: Int, _ connection: any SQLConnection
    ) throws {
        let comparison = try PolicyComparison(with: policy, in: connection)
        let page = try comparison.moves(after: code, limit: limit)
        self.init(moves: page.moves, next: page.next, versionInForce: comparison.inForce.version)
    }
}
