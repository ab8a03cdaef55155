public import SystemPackage

/// What became of one file that was to be attached.
public struct FileAttachment: Sendable {
    public let path: FilePath
    public let result: Result<AttachedFile, VaultError>
}

/// A file that is attached now.
public struct AttachedFile: Hashable, Sendable {
    public let document: Document.ID
    public let blob: BlobDescriptor
    /// Whether the bytes were here before; `nil` for a person, who is not to learn of other parties' documents (promise 4).
    public let storage: BlobDeposit.Outcome?
    public let outcome: Attachment.Outcome
}

extension Vault {
    /// How many files share one synchronisation and one transaction, and how many bytes, whichever is reached first.
    private static let (batchCount, batchBytes) = (256, Int64(64) << 20)
    /// How many batches are under way: one reads and hashes while another waits for the disk and a third is recorded.
    private static let batchesAtOnce = 3

    /// Attaches files to a requirement as one kind of piece, and tells of each in turn what became of it.
    ///
    /// A file is reported as attached when bytes, name and row survive a power cut. One that cannot be read is reported
    /// and left out; the others are attached all the same. Running it again attaches nothing twice and stores no byte
    /// twice, and takes new facts over.
    /// - Parameters:
    ///   - files: The files, taken one after the other as they are needed; memory does not grow with their number.
    ///   - report: Called in the order of `files`, from one task at a time.
    /// - Returns: The deposit that a receipt can be had for; `nil` when nothing was attached that was not attached before.
    /// - Throws: What ``AttachmentRecords/target(_:of:in:facts:_:)`` throws, before any file is read; what stopped the
    ///   vault itself, as ``VaultError/storageFull``: files reported until then are attached.
    @discardableResult
    public func attach(
        _ files: some Sequence<FoundFile>, to requirement: RequirementCode,
        of dossier: DossierCode, as piece: PieceCode, facts: InvoiceFacts = .none,
        report: (FileAttachment) throws -> Void
    ) async throws -> Deposit.ID? {
        let subject = ActTarget.requirement(requirement, of: dossier)
        let (target, position) = try await database.view(.attachPiece, of: subject, by: context) { connection, _ in
            let target = try AttachmentRecords.target(piece, of: requirement, in: dossier, facts: facts, connection)
            return (target, try AttachmentRecords.lastPosition(in: target.requirement, connection))
        }
        let deposition = identifiers.next(Deposit.self)
        try await executor.run {
            var batches = BatchIterator(
                files.makeIterator(), firstPosition: position + 1, count: Self.batchCount, bytes: Self.batchBytes)
            var inOrder = InOrder<[FileAttachment]>()
            try await withThrowingTaskGroup(of: (Int, [FileAttachment]).self) { group in
                var (started, underWay) = (0, 0)
                while true {
                    while underWay < Self.batchesAtOnce, let batch = batches.next() {
                        let number = started
                        group.addTask { (number, try await attach(batch, to: target, of: deposition)) }
                        (started, underWay) = (started + 1, underWay + 1)
                    }
                    guard let (number, attachments) = try await group.next() else { break }
                    underWay -= 1
                    for ready in inOrder.take(attachments, number) { try ready.forEach(report) }
                }
            }
        }
        return try await close(deposition, to: target)
    }

    /// Ends a deposit with the event that a receipt rests on. - Returns: `nil` when there is nothing in it.
    private func close(_ deposition: Deposit.ID, to target: AttachmentTarget) async throws -> Deposit.ID? {
        try await database.perform(.attachPiece, on: target.subject, by: context) { connection, journal, _ in
            var digest = try PiecesDigest()
            try DocumentRecords.forEachPiece(of: deposition, in: connection) { try digest.add($0) }
            guard digest.count > 0 else { return nil }
            let (count, size) = (digest.count, digest.sizeInBytes)
            try journal.append(
                .depositReceived, JournalSubject(.deposit, deposition),
                after: [
                    "count": .integer(Int64(count)),
                    "dossier": .string(target.dossierCode.text),
                    "piece": .string(target.piece.text),
                    "piecesDigest": .string(try digest.finish().description),
                    "requirement": .string(target.requirementCode.text),
                    "sizeInBytes": .integer(size),
                ])
            return deposition
        }
    }

    /// Attaches what a client sends as one piece. As the other one, for bytes that are in no file yet.
    ///
    /// - Parameters:
    ///   - expected: The digest that the client announced: other bytes are not kept.
    ///   - size: How many bytes the client announced: more or fewer are not kept.
    ///   - limit: The most that is taken, whatever was announced.
    /// - Returns: When bytes, name and row survive a power cut.
    /// - Throws: What ``AttachmentRecords/target(_:of:in:facts:_:)`` throws, before any byte is read;
    ///   ``UploadRefusal/contentMismatch(expected:received:)``, ``UploadRefusal/lengthInconsistent(declared:given:)``,
    ///   ``UploadRefusal/tooLarge(limit:)``; whatever `content` throws, unchanged.
    public func attach<Content: AsyncSequence & Sendable>(
        _ content: Content, named name: OriginalName, to requirement: RequirementCode, of dossier: DossierCode,
        as piece: PieceCode, facts: InvoiceFacts = .none, expecting expected: ContentDigest? = nil,
        sizeInBytes size: Int64? = nil, atMost limit: Int64 = .max
    ) async throws -> AttachedFile where Content.Element == [UInt8] {
        if let size, size > limit { throw VaultError.upload(.tooLarge(limit: limit)) }
        let subject = ActTarget.requirement(requirement, of: dossier)
        let target = try await database.view(.attachPiece, of: subject, by: context) { connection, _ in
            try AttachmentRecords.target(piece, of: requirement, in: dossier, facts: facts, connection)
        }
        let checked = CheckedContent(content, expecting: expected, sizeInBytes: size, atMost: limit)
        let deposit = try await blobs.put(checked) { try checked.accept($0) }
        tally.count(deposit.outcome)
        let mayLearn = context.principal.mayLearnOfStorage
        // The bytes are kept from removal until the transaction has ended.
        defer { withExtendedLifetime(deposit.lease) {} }
        let identifiers = identifiers
        return try await database.perform(.attachPiece, on: subject, by: context) { connection, journal, _ in
            try AttachmentRecords.requireOpen(target, connection)
            let position = try AttachmentRecords.lastPosition(in: target.requirement, connection) + 1
            let (document, outcome) = try AttachmentRecords.attach(
                deposit, named: name, at: position, to: target, of: nil, identifiers: identifiers, connection, &journal)
            if outcome != .alreadyAttached { try DossierRecords.touch(target.dossier, at: journal.now, in: connection) }
            return AttachedFile(
                document: document, blob: deposit.descriptor, storage: mayLearn ? deposit.outcome : nil,
                outcome: outcome)
        }
    }

    private func attach(
        _ batch: FileBatch, to target: AttachmentTarget, of deposition: Deposit.ID
    ) async throws -> [FileAttachment] {
        let deposits = try await deposit(batch.files, for: target)
        let mayLearn = context.principal.mayLearnOfStorage
        defer { withExtendedLifetime(deposits) {} }
        let identifiers = identifiers
        let attached = try await database.perform(.attachPiece, on: target.subject, by: context) {
            connection, journal, _ in
            try AttachmentRecords.requireOpen(target, connection)
            let attached = try zip(batch.files, deposits).enumerated().map { index, pair in
                try pair.1.map { deposit in
                    let (document, outcome) = try AttachmentRecords.attach(
                        deposit, named: pair.0.name, at: batch.firstPosition + index, to: target,
                        of: deposition, identifiers: identifiers, connection, &journal)
                    return AttachedFile(
                        document: document, blob: deposit.descriptor, storage: mayLearn ? deposit.outcome : nil,
                        outcome: outcome)
                }
            }
            if attached.contains(where: \.changesExport) {
                try DossierRecords.touch(target.dossier, at: journal.now, in: connection)
            }
            return attached
        }
        return batch.merging(attached)
    }

    /// Stores a batch. A file that cannot be read fails alone; a vault that cannot store stops the attaching.
    private func deposit(
        _ files: [SourceFile], for target: AttachmentTarget
    ) async throws -> [Result<BlobDeposit, VaultError>] {
        let sizes = Set(files.map(\.status.sizeInBytes).filter { $0 > FileSystemBlobStore.wholeReadLimit })
        let known = try await database.view(.attachPiece, of: target.subject, by: context) { connection, _ in
            try BlobRecords.known(among: sizes, in: connection)
        }
        let deposits: [Result<BlobDeposit, VaultError>]
        if let store = blobs as? any FileDepositing {
            deposits = await store.put(files, knownSizes: known)
        } else {
            deposits = try await depositOneByOne(files)
        }
        for case .failure(let error) in deposits {
            if case .sourceUnreadable = error { continue }
            throw error
        }
        return deposits
    }

    private func depositOneByOne(_ files: [SourceFile]) async throws -> [Result<BlobDeposit, VaultError>] {
        var deposits: [Result<BlobDeposit, VaultError>] = []
        for file in files {
            do {
                deposits.append(.success(try await blobs.put(SourceChunks(file))))
            } catch let error as VaultError {
                deposits.append(.failure(error))
            }
        }
        return deposits
    }
}

extension Result where Failure == VaultError {
    /// As the library's, for a transformation that throws what has nothing to do with this result.
    fileprivate func map<Value>(_ transform: (Success) throws -> Value) rethrows -> Result<Value, VaultError> {
        switch self {
        case .success(let success): .success(try transform(success))
        case .failure(let error): .failure(error)
        }
    }
}

extension Result where Success == AttachedFile {
    fileprivate var changesExport: Bool {
        switch self {
        case .success(let file): file.outcome != .alreadyAttached
        case .failure: false
        }
    }
}
