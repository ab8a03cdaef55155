/// Lists, page by page: each begins after a position, and an index leads there.
extension Vault {
    /// A page of the dossiers that the actor may read, in the order of their codes.
    /// - Parameter code: The last one of the page before.
    public func dossiers(
        after code: DossierCode?, limit: Int
    ) async throws -> ListPage<DossierSummary, DossierCode> {
        try await database.view(.listDossiers, by: context) { connection, admission in
            let found = try DossierListRecords.readable(for: admission, after: code, limit: limit + 1, in: connection)
            let summaries = try found.compactMap { try DossierRecords.summary(of: $0.id, in: connection) }
            return ListPage(summaries, limit: limit, position: \.code)
        }
    }

    /// A page of the requirements of a dossier, as they stand, in the order of their codes.
    /// - Throws: ``VaultError/dossierNotFound(_:nearest:)``.
    public func requirements(
        of dossier: DossierCode, after code: RequirementCode?, limit: Int
    ) async throws -> ListPage<RequirementStanding, RequirementCode> {
        try await database.view(.readDossier, of: .dossier(dossier), by: context) { connection, admission in
            let found = try RequirementRecords.standings(
                of: admission.required.id, after: code, limit: limit + 1, in: connection)
            return ListPage(found, limit: limit, position: \.requirement.code)
        }
    }

    /// A page of what is attached to a requirement now, in the order in which it was handed in.
    /// - Throws: ``VaultError/dossierNotFound(_:nearest:)``, ``VaultError/requirementNotFound(_:dossier:nearest:)``.
    public func attached(
        to code: RequirementCode, of dossier: DossierCode, after position: PlacedPiece.Position?, limit: Int
    ) async throws -> ListPage<PlacedPiece, PlacedPiece.Position> {
        try await database.view(.readDossier, of: .dossier(dossier), by: context) { connection, admission in
            let id = try RequirementRecords.require(code, of: admission.required, in: connection).0
            let found = try SubmissionRecords.attached(to: id, after: position, limit: limit + 1, in: connection)
            return ListPage(found, limit: limit, position: \.position)
        }
    }

    /// A page of ``find(_:)``.
    public func find(
        _ query: DocumentQuery, after position: DocumentUse.Position?, limit: Int
    ) async throws -> ListPage<DocumentUse, DocumentUse.Position> {
        try await database.view(.findDocuments, by: context) { connection, admission in
            try DocumentListRecords.uses(of: query, after: position, limit: limit, for: admission, in: connection)
        }
    }
}
