extension Vault {
    /// How many bytes are on their way to the disk before they are acknowledged. What comes while the disk is waited for
    /// adds up to 10 MiB in the buffers of both kernels and as much in the server's: after a crash a client never sends
    /// more than 32 MiB again.
    private static let acknowledgedBytes: Int64 = 8 << 20

    /// Takes the next part of an upload, and attaches the file when it was the last one.
    ///
    /// A newer request about the same upload ends this one. What came until then, or until the client went away, is kept,
    /// unless it was to be verified as a whole.
    /// - Parameters:
    ///   - offset: Where the part begins: where the last one ended.
    ///   - isLast: Whether the client says that this is the last part.
    ///   - size: How long the whole file is, if the client knows it now.
    ///   - expected: The digest of the part. Another one takes the part back.
    /// - Returns: The upload with what survives a power cut; ``UploadSession/State/done(_:)`` when the file is attached.
    /// - Throws: ``VaultError/uploadRefused(_:)``; what attaching throws; whatever `content` throws, unchanged.
    package func append<Content: AsyncSequence & Sendable>(
        to id: UploadSession.ID, at offset: Int64, _ content: Content, isLast: Bool = false,
        sizeInBytes size: Int64? = nil, expecting expected: ContentDigest? = nil
    ) async throws -> UploadSession where Content.Element == [UInt8] {
        try await requireOwn(id)
        let open = uploads.retain(id)
        defer { uploads.release(id) }
        let part = UploadPart(
            upload: open, turn: open.takeOver(), offset: offset, isLast: isLast, sizeInBytes: size, expected: expected)
        // A task of its own, because a newer request must be able to end the waiting for this client's bytes.
        let task = Task(executorPreference: executor.taskExecutor) { try await take(part, content, for: id) }
        open.onTakeover(of: part.turn) { task.cancel() }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    private func take<Content: AsyncSequence & Sendable>(
        _ part: UploadPart, _ content: Content, for id: UploadSession.ID
    ) async throws -> UploadSession where Content.Element == [UInt8] {
        let session = try await begin(part, of: id)
        if case .done = session.state { return session }
        var failure: (any Error)?
        do {
            try await receive(content, part, session)
        } catch {
            failure = error
        }
        if failure == nil, Task.isCancelled { failure = CancellationError() }
        if let failure {
            try await keepReceived(part, of: session)
            throw failure
        }
        return try await end(part, of: session)
    }

    /// Takes the upload over and opens its file.
    private func begin(_ part: UploadPart, of id: UploadSession.ID) async throws -> UploadSession {
        var session = try await takeOver(id, part.turn, of: part.upload)
        switch session.state {
        case .open: break
        case .completing: session = try await complete(session)
        case .failed(let failure): throw VaultError.upload(.failed(failure))
        case .done: break
        }
        if case .done = session.state {
            // The last answer was lost: it is given again to who sends nothing new.
            guard part.offset == session.offset else { throw VaultError.upload(.finished) }
            return session
        }
        guard part.offset == session.offset else {
            throw VaultError.upload(.offsetMismatch(offset: session.offset, given: part.offset))
        }
        session = try await declare(part.sizeInBytes, for: session)
        let (store, name, offset) = (try staging, session.fileName, session.offset)
        let isWhole = try part.upload.open(
            part.turn, name, at: offset, isVerifiedLater: part.expected != nil, in: store)
        guard isWhole else {
            try await fail(session, .bytesLost)
            throw VaultError.upload(.failed(.bytesLost))
        }
        return session
    }

    /// Takes over the size that a client told with a part.
    private func declare(_ size: Int64?, for session: UploadSession) async throws -> UploadSession {
        guard let size, size != session.sizeInBytes else { return session }
        if let declared = session.sizeInBytes {
            throw VaultError.upload(.lengthInconsistent(declared: declared, given: size))
        }
        guard size >= session.offset else {
            throw VaultError.upload(.lengthInconsistent(declared: size, given: session.offset))
        }
        guard size <= session.largestSize else { throw VaultError.upload(.tooLarge(limit: session.largestSize)) }
        let principal = context.principal
        return try await database.keep { connection, now in
            try UploadRecords.declare(size, for: session, in: connection)
            return try UploadRecords.session(session.id, of: principal, at: now, in: connection)
        }
    }

    private func receive<Content: AsyncSequence & Sendable>(
        _ content: Content, _ part: UploadPart, _ session: UploadSession
    ) async throws where Content.Element == [UInt8] {
        var check = try PartCheck(part.expected)
        var rest = session.limit - session.offset
        for try await chunk in content {
            guard Int64(chunk.count) <= rest else {
                guard let declared = session.sizeInBytes else {
                    throw VaultError.upload(.tooLarge(limit: session.largestSize))
                }
                let given = declared - rest + Int64(chunk.count)
                throw VaultError.upload(.lengthInconsistent(declared: declared, given: given))
            }
            rest -= Int64(chunk.count)
            let pending = try chunk.withUnsafeBytes { bytes throws(VaultError) in
                try check.update(bytes)
                return try part.upload.write(bytes, part.turn)
            }
            if pending >= Self.acknowledgedBytes, part.expected == nil {
                try await acknowledge(part, of: session, isWhole: false)
            }
        }
        guard !Task.isCancelled else { return }
        try check.finish()
        try part.upload.verified(part.turn)
    }

    /// Makes what came durable, and notes it. What the quota does not allow is taken back.
    private func acknowledge(_ part: UploadPart, of session: UploadSession, isWhole: Bool) async throws {
        let offset = try part.upload.settle(part.turn)
        do {
            try await database.keep { connection, now in
                try UploadRecords.acknowledge(offset, isWhole: isWhole, of: session, at: now, in: connection)
            }
        } catch {
            part.upload.forget(part.turn)
            throw error
        }
    }

    /// Keeps what came before a part broke off; of one that was to be verified, nothing.
    private func keepReceived(_ part: UploadPart, of session: UploadSession) async throws {
        do {
            try await acknowledge(part, of: session, isWhole: false)
        } catch VaultError.uploadRefused(.superseded) {
            // The newer request has taken over what came.
            throw VaultError.upload(.superseded)
        } catch {
            // What broke the part off is told, not that less of it was kept.
        }
    }

    /// Ends a part that came whole.
    private func end(_ part: UploadPart, of session: UploadSession) async throws -> UploadSession {
        let end = try part.upload.written(part.turn)
        let isShort = part.isLast && session.sizeInBytes.map { $0 != end } ?? false
        let isWhole = !isShort && (part.isLast || session.isWhole(at: end))
        try await acknowledge(part, of: session, isWhole: isWhole)
        if isShort, let declared = session.sizeInBytes {
            throw VaultError.upload(.lengthInconsistent(declared: declared, given: end))
        }
        return isWhole ? try await complete(session) : try await self.session(session.id)
    }
}

/// One part of an upload, as a request brings it.
private struct UploadPart: Sendable {
    let upload: OpenUpload
    let turn: OpenUpload.Turn
    let offset: Int64
    let isLast: Bool
    let sizeInBytes: Int64?
    let expected: ContentDigest?
}

/// Compares a part with the digest that came with it, if one did.
private struct PartCheck: ~Copyable {
    private let expected: ContentDigest?
    private var hasher: ContentHasher?

    init(_ expected: ContentDigest?) throws(VaultError) {
        self.expected = expected
        if let expected { hasher = try ContentHasher(expected.algorithm) } else { hasher = nil }
    }

    mutating func update(_ bytes: UnsafeRawBufferPointer) throws(VaultError) { try hasher?.update(bytes) }

    mutating func finish() throws(VaultError) {
        guard let expected, let received = try hasher?.finish(), received != expected else { return }
        throw .upload(.partMismatch(expected: expected, received: received))
    }
}
