extension Vault {
    /// Attaches a file that has come whole. Done twice, or by two at once, it attaches one document.
    ///
    /// It does not end when the client goes away: the answer is there when the client asks again.
    func complete(_ session: UploadSession) async throws -> UploadSession {
        let id = session.id
        let task = uploads.completion(of: id) {
            Task(executorPreference: executor.taskExecutor) {
                // Kept open as long as this lasts, which may be longer than the request that began it.
                let open = uploads.retain(id)
                defer {
                    uploads.endCompletion(of: id)
                    uploads.release(id)
                }
                return try await attach(session, open)
            }
        }
        return try await task.value
    }

    private func attach(_ session: UploadSession, _ open: OpenUpload) async throws -> UploadSession {
        let id = session.id
        let current = try await self.session(id)
        guard current.state == .completing else { return current }
        let store = try staging
        let sealed = try open.seal(session.fileName, at: current.offset, expecting: session.expected, in: store)
        guard let sealed else { throw try await failed(session, .bytesLost, .upload(.failed(.bytesLost))) }
        if let expected = session.expected, expected != sealed.received {
            let error = VaultError.upload(.contentMismatch(expected: expected, received: sealed.received))
            throw try await failed(session, .contentMismatch, error)
        }
        let deposit = try await store.adopt(sealed.file, as: sealed.descriptor, sealed.mediaType)
        defer { withExtendedLifetime(deposit.lease) {} }
        do {
            try await record(deposit, as: session)
        } catch let error as VaultError {
            guard let failure = UploadFailure(error) else { throw error }
            throw try await failed(session, failure, error)
        }
        // Attached: a file that stays behind is another name of the blob, and goes when the upload is forgotten.
        try? store.removeUpload(session.fileName)
        return try await self.session(id)
    }

    /// Attaches the bytes and ends the upload, in one transaction in which the rules are asked again.
    private func record(_ deposit: BlobDeposit, as session: UploadSession) async throws {
        let subject = ActTarget.requirement(session.requirement, of: session.dossier)
        let identifiers = identifiers
        try await database.perform(.attachPiece, on: subject, by: context) { connection, journal, _ in
            let target = try AttachmentRecords.target(
                session.piece, of: session.requirement, in: session.dossier, facts: session.facts, connection)
            let position = try AttachmentRecords.lastPosition(in: target.requirement, connection) + 1
            let (document, outcome) = try AttachmentRecords.attach(
                deposit, named: session.name, at: position, to: target, of: nil, identifiers: identifiers, connection,
                &journal)
            if outcome != .alreadyAttached { try DossierRecords.touch(target.dossier, at: journal.now, in: connection) }
            let file = AttachedFile(document: document, blob: deposit.descriptor, storage: nil, outcome: outcome)
            let now = journal.now
            try journal.keep { try UploadEndRecords.complete(session.id, with: file, at: now, in: $0) }
        }
    }

    /// Notes that an upload has failed for good and removes its bytes; returns what to tell the client.
    private func failed(
        _ session: UploadSession, _ failure: UploadFailure, _ error: VaultError
    ) async throws -> VaultError {
        try await fail(session, failure)
        return error
    }

    func fail(_ session: UploadSession, _ failure: UploadFailure) async throws {
        try await database.keep { connection, _ in
            try UploadEndRecords.fail(session.id, failure, in: connection)
        }
        try? await executor.run { try staging.removeUpload(session.fileName) }
    }
}
