internal import Foundation

extension Vault {
    /// Prepares to take a file in parts. What was promised for it is reserved from now on.
    /// - Throws: What ``attach(_:named:to:of:as:facts:expecting:sizeInBytes:atMost:)`` throws before it reads a byte;
    ///   ``UploadRefusal/tooLarge(limit:)``, ``UploadRefusal/tooManySessions(limit:)``,
    ///   ``UploadRefusal/tooManyBytes(limit:)``, ``VaultError/storageFull``.
    package func createUpload(
        _ new: NewUpload, within limits: UploadLimits = .standard
    ) async throws -> UploadSession {
        let subject = ActTarget.requirement(new.requirement, of: new.dossier)
        try await database.view(.attachPiece, of: subject, by: context) { connection, _ in
            _ = try AttachmentRecords.target(
                new.piece, of: new.requirement, in: new.dossier, facts: new.facts, connection)
        }
        if let size = new.sizeInBytes {
            guard size >= 0 else { throw VaultError.upload(.lengthInconsistent(declared: size, given: 0)) }
            guard size <= limits.largestSize else { throw VaultError.upload(.tooLarge(limit: limits.largestSize)) }
        }
        let store = try staging
        let available = try await executor.run { try store.availableBytes() }
        let (id, principal) = (UploadSession.ID.random(), context.principal)
        let session = try await database.keep { connection, now in
            try UploadRecords.insert(
                id, new, by: principal, within: limits, available: available, at: now, in: connection)
            return try UploadRecords.session(id, of: principal, at: now, in: connection)
        }
        guard session.completion == .whenWhole, session.sizeInBytes == 0 else { return session }
        return try await append(to: id, at: 0, NoContent())
    }

    /// How an upload stands. Ends a part that is still coming, so that its client can go on from where it ended.
    /// - Throws: ``UploadRefusal/notFound(_:)``.
    package func upload(_ id: UploadSession.ID) async throws -> UploadSession {
        try await requireOwn(id)
        let open = uploads.retain(id)
        defer { uploads.release(id) }
        let session = try await takeOver(id, open.takeOver(), of: open)
        guard session.state == .completing else { return session }
        do {
            return try await complete(session)
        } catch {
            // Whoever appended the last part was told; who asks now is told how it stands.
            return try await self.session(id)
        }
    }

    /// Gives an upload up. What was attached stays attached.
    /// - Throws: ``UploadRefusal/notFound(_:)``.
    package func endUpload(_ id: UploadSession.ID) async throws {
        try await requireOwn(id)
        let open = uploads.retain(id)
        defer { uploads.release(id) }
        let session = try await takeOver(id, open.takeOver(), of: open)
        if session.state == .completing { _ = try? await complete(session) }
        try await database.keep { connection, _ in try UploadEndRecords.remove(id, in: connection) }
        try await removeFile(of: id, open)
    }

    /// Gives up the uploads to which no byte came for longer than their patience.
    /// - Returns: How many.
    @discardableResult
    package func reapUploads() async throws -> Int {
        var count = 0
        while true {
            let expired = try await database.look { connection, now in
                try UploadEndRecords.expired(at: now, in: connection)
            }
            var removed = 0
            for id in expired where try await reap(id) { removed += 1 }
            count += removed
            guard removed > 0 else { return count }
        }
    }

    /// How many uploads are under way.
    var openUploads: Int {
        get async throws {
            try await database.look { connection, _ in try UploadEndRecords.openCount(in: connection) }
        }
    }

    private func reap(_ id: UploadSession.ID) async throws -> Bool {
        let isGone = try await database.keep { connection, now in
            try UploadEndRecords.removeExpired(id, at: now, in: connection)
        }
        guard isGone else { return false }
        let open = uploads.retain(id)
        defer { uploads.release(id) }
        _ = open.takeOver()
        try await removeFile(of: id, open)
        return true
    }
}

extension Vault {
    /// The store, if it takes files in parts.
    var staging: any StagingBlobStore {
        get throws {
            guard let store = blobs as? any StagingBlobStore else {
                throw VaultError.storageFailed(StorageFailure(operation: "upload", detail: "the store has no uploads"))
            }
            return store
        }
    }

    /// Asked before anything is done to an upload: nobody disturbs another one's.
    func requireOwn(_ id: UploadSession.ID) async throws { _ = try await session(id) }

    func session(_ id: UploadSession.ID) async throws -> UploadSession {
        let principal = context.principal
        return try await database.look { connection, now in
            try UploadRecords.session(id, of: principal, at: now, in: connection)
        }
    }

    /// Gives an upload to a request, with all that earlier ones wrote.
    func takeOver(_ id: UploadSession.ID, _ turn: OpenUpload.Turn, of open: OpenUpload) async throws -> UploadSession {
        let principal = context.principal
        let settled = try await executor.run { try open.settle(turn) }
        return try await database.keep { connection, now in
            try UploadRecords.takeOver(id, at: settled, in: connection)
            return try UploadRecords.session(id, of: principal, at: now, in: connection)
        }
    }

    func removeFile(of id: UploadSession.ID, _ open: OpenUpload) async throws {
        let store = try staging
        try await executor.run {
            open.forget()
            try store.removeUpload(id.description)
        }
    }
}

/// Bytes that are none.
private struct NoContent: AsyncSequence, Sendable {
    struct Iterator: AsyncIteratorProtocol {
        mutating func next() async throws -> [UInt8]? { nil }
    }

    func makeAsyncIterator() -> Iterator { Iterator() }
}

extension Identifier<UploadSession> {
    /// Sixteen bytes that nobody can guess.
    static func random() -> UploadSession.ID {
        var generator = SystemRandomNumberGenerator()
        let words: [UInt64] = [generator.next(), generator.next()]
        return UploadSession.ID(UUID(bytes: words.withUnsafeBytes { Array($0) }))
    }
}
