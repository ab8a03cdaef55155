public import SystemPackage

extension Vault {
    /// Tells of every dossier, in the order of their codes, without holding them together.
    public func dossiers() async throws -> [DossierSummary] {
        try await database.read { connection in
            var summaries: [DossierSummary] = []
            try DossierRecords.summaries(in: connection) { summaries.append($0) }
            return summaries
        }
    }

    /// A dossier, and how its requirements stand.
    /// - Throws: ``VaultError/dossierNotFound(_:nearest:)``.
    public func dossier(_ code: DossierCode) async throws -> (Dossier, [RequirementStanding]) {
        try await database.read { connection in
            let id = try DossierRecords.require(code, in: connection)
            return (
                try DossierRecords.dossier(id, in: connection), try RequirementRecords.standings(of: id, in: connection)
            )
        }
    }

    /// Every use of the documents that a digest or a part of a name leads to, by dossier and requirement.
    public func find(_ query: DocumentQuery) async throws -> [DocumentUse] {
        try await database.read { connection in
            var uses: [DocumentUse] = []
            try DocumentRecords.uses(of: query, in: connection) { uses.append($0) }
            return uses
        }
    }

    /// The blob of a document's latest version.
    /// - Throws: ``VaultError/documentNotFound(_:)``.
    public func blob(of document: Document.ID) async throws -> BlobDescriptor {
        try await database.read { connection in
            guard let digest = try DocumentRecords.latestDigest(of: document, in: connection),
                let blob = try BlobRecords.descriptor(of: digest, in: connection)
            else { throw VaultError.documentNotFound(document.description) }
            return blob
        }
    }

    /// The blob with a digest, if a document has it.
    /// - Throws: ``VaultError/blobNotFound(_:)``.
    public func blob(_ digest: Digest) async throws -> BlobDescriptor {
        try await database.read { connection in
            guard let blob = try BlobRecords.descriptor(of: digest, in: connection) else {
                throw VaultError.blobNotFound(digest)
            }
            return blob
        }
    }

    /// Writes the bytes of a blob to a file, which gets its name when they are all there, verified and durable.
    /// - Parameter progress: Called with the bytes written so far.
    public func retrieve(
        _ blob: BlobDescriptor, to path: FilePath, progress: (Int64) -> Void = { _ in }
    ) async throws {
        try await executor.run {
            let output = try OutputFile(at: path)
            var written: Int64 = 0
            try await blobs.read(blob.digest) { chunk in
                try output.write(chunk)
                written += Int64(chunk.count)
                progress(written)
            }
            try output.publish()
        }
    }

    /// Calls `consume` with the bytes of a blob.
    ///
    /// - Important: What was consumed is proved to be the blob only when this returns.
    /// - Throws: ``VaultError/blobNotFound(_:)``; ``VaultError/blobCorrupt(_:)`` after the last chunk.
    public func read(_ blob: BlobDescriptor, _ consume: ([UInt8]) async throws -> Void) async throws {
        try await blobs.read(blob.digest, consume)
    }
}

extension Vault {
    private static let question: SQLStatement = "SELECT 1 AS one"

    /// Returns when the catalog answers.
    public func checkCatalog() async throws {
        try await database.read { _ = try $0.row(of: Self.question) }
    }
}
