public import SystemPackage

extension Vault {
    /// Tells of every dossier that the actor may read, in the order of their codes.
    public func dossiers() async throws -> [DossierSummary] {
        try await database.view(.listDossiers, by: context) { connection, admission in
            var summaries: [DossierSummary] = []
            try DossierRecords.summaries(for: admission, in: connection) { summaries.append($0) }
            return summaries
        }
    }

    /// A dossier, and how its requirements stand.
    /// - Throws: ``VaultError/dossierNotFound(_:nearest:)``.
    public func dossier(_ code: DossierCode) async throws -> (Dossier, [RequirementStanding]) {
        try await database.view(.readDossier, of: .dossier(code), by: context) { connection, _ in
            let id = try DossierRecords.require(code, in: connection)
            let standings = try RequirementRecords.standings(of: id, in: connection)
            return (
                try DossierRecords.dossier(id, with: standings.map(\.requirement), in: connection), standings
            )
        }
    }

    /// Every use of the documents that a digest or a part of a name leads to, by dossier and requirement, in the dossiers
    /// that the actor may read.
    public func find(_ query: DocumentQuery) async throws -> [DocumentUse] {
        try await database.view(.findDocuments, by: context) { connection, admission in
            var uses: [DocumentUse] = []
            var readable = ReadableDossiers(to: admission)
            try DocumentRecords.uses(of: query, in: connection) { use in
                if try readable.contains(use.dossier, connection) { uses.append(use) }
            }
            return uses
        }
    }

    /// The blob of a document's latest version.
    /// - Throws: ``VaultError/documentNotFound(_:)``; ``RetentionRefusal/documentDisposed(_:)`` for one that was disposed of.
    public func blob(of document: Document.ID) async throws -> BlobDescriptor {
        try await database.view(.readDocument, of: .document(document), by: context) { connection, _ in
            if let tombstone = try TombstoneRecords.tombstone(of: document, in: connection) {
                throw VaultError.retentionRefused(.documentDisposed(tombstone))
            }
            guard let digest = try DocumentRecords.latestDigest(of: document, in: connection),
                let blob = try BlobRecords.descriptor(of: digest, in: connection)
            else { throw VaultError.documentNotFound(document.description) }
            return blob
        }
    }

    /// The blob with a digest, if a document that the actor may read has it.
    /// - Throws: ``VaultError/blobNotFound(_:)``.
    public func blob(_ digest: Digest) async throws -> BlobDescriptor {
        try await database.view(.readDocument, of: .blob(digest), by: context) { connection, _ in
            guard let blob = try BlobRecords.descriptor(of: digest, in: connection) else {
                throw VaultError.blobNotFound(digest)
            }
            return blob
        }
    }

    /// Writes the bytes of a blob to a file, which gets its name when they are all there, verified and durable.
    /// - Parameter progress: Called with the bytes written so far.
    /// - Throws: ``VaultError/blobNotFound(_:)``, also when no document that the actor may read has it.
    public func retrieve(
        _ blob: BlobDescriptor, to path: FilePath, progress: (Int64) -> Void = { _ in }
    ) async throws {
        let blob = try await self.blob(blob.digest)
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
    /// - Throws: ``VaultError/blobNotFound(_:)``, also when no document that the actor may read has it;
    ///   ``VaultError/blobCorrupt(_:)`` after the last chunk.
    public func read(_ blob: BlobDescriptor, _ consume: ([UInt8]) async throws -> Void) async throws {
        let blob = try await self.blob(blob.digest)
        try await blobs.read(blob.digest, consume)
    }

    /// Returns when the catalog answers.
    public func checkCatalog() async throws {
        try await database.view(.readJournal, by: context) { connection, _ in _ = try JournalRecords.end(in: connection)
        }
    }
}
