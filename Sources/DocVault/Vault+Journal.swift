/// A signed checkpoint of the journal, as text that can be kept and published.
public struct JournalCheckpoint: Hashable, Sendable {
    public let note: [UInt8]
    /// How many events it covers.
    public let size: Int
    public let origin: String
}

/// A public key of the journal, as people see it.
public struct JournalKeyDescription: Hashable, Sendable {
    public let key: String
    /// What people compare.
    public let fingerprint: String
    /// How many events there were when the key was replaced; `nil` as long as it is in force.
    public let lastSize: Int?

    /// The line to be published.
    public var line: String { lastSize.map { "\(key) \($0)" } ?? key }
}

extension Vault {
    /// Writes the tiles that are missing, signs a checkpoint over all events, and returns it.
    ///
    /// Acts do not wait for this: it follows them, and takes up where it stopped after a crash.
    /// - Throws: ``VaultError/journalFlawed(_:)`` when what was published is not a beginning of what the catalog has.
    @discardableResult
    public func publishJournal() async throws -> JournalCheckpoint {
        try await namingFlaws {
            let publisher = try published
            let signed = try await publisher.publish()
            return JournalCheckpoint(
                note: signed.note, size: signed.checkpoint.size, origin: signed.checkpoint.origin)
        }
    }

    /// Recomputes the whole journal from the catalog and compares it with tiles and checkpoint.
    /// - Parameter note: A checkpoint that somebody kept: the report says whether history up to it is what it was.
    public func verifyJournal(since note: [UInt8]? = nil) async throws -> JournalReport {
        try await namingFlaws {
            let publisher = try published
            let keys = try publisher.keys
            let older: PublishedCheckpoint?
            do throws(JournalFlaw) {
                older = try note.map { note throws(JournalFlaw) in
                    let checkpoint = try JournalPublisher.open(note, of: keys.origin, keys.published)
                    return PublishedCheckpoint(note: note, checkpoint: checkpoint)
                }
            } catch {
                return JournalReport(flaw: error)
            }
            let verifier = JournalVerifier(folder: publisher.folder, keys: keys, older: older)
            return try await whilePublished {
                try await database.view(.readJournal, by: context) { connection, _ in try verifier.verify(connection) }
            }
        }
    }

    /// Runs `read` again while another process publishes: it replaces partial tiles by wider ones and takes them away.
    private func whilePublished(_ read: () async throws -> JournalReport) async throws -> JournalReport {
        let publisher = try published
        while true {
            let before = try publisher.folder.file("checkpoint")
            let report = try await read()
            let after = try publisher.folder.file("checkpoint")
            if report.isValid || before == after { return report }
        }
    }

    /// The proof that an event is in the log: a C2SP tlog-proof, which needs no vault to be checked.
    ///
    /// Reads O(log n) tiles.
    /// - Throws: ``VaultError/eventNotFound(_:)``.
    public func proof(of sequence: Int) async throws -> [UInt8] {
        try await namingFlaws {
            let publisher = try published
            while true {
                let signed = try await publisher.publishIfPossible()
                guard (0..<signed.checkpoint.size).contains(sequence) else {
                    throw VaultError.eventNotFound("\(sequence)")
                }
                do {
                    let tree = try TiledTree(size: signed.checkpoint.size, source: publisher.folder)
                    let inclusion = try tree.inclusionProof(for: sequence)
                    return TlogProof(inclusion, checkpoint: try SignedNote(parsing: signed.note)).bytes
                } catch JournalFlaw.tileMissing(let path) {
                    // Another process has published meanwhile and taken a partial tile away.
                    guard try publisher.folder.file("checkpoint") != signed.note else {
                        throw JournalFlaw.tileMissing(path: path)
                    }
                }
            }
        }
    }

    /// The sequence number of the event that brought a document or a deposit in.
    /// - Throws: ``VaultError/eventNotFound(_:)``, also when it belongs to a dossier that the actor may not read.
    public func sequence(of subject: Identifier<Deposit>) async throws -> Int {
        try await database.view(.readJournal, by: context) { connection, admission in
            guard try admission.mayReadEvents(about: subject.uuid.bytes, connection),
                let sequence = try JournalRecords.firstSequence(about: subject.uuid.bytes, in: connection)
            else { throw VaultError.eventNotFound(subject.description) }
            return sequence
        }
    }

    /// The receipt for a document or a deposit.
    /// - Throws: ``VaultError/eventNotFound(_:)``; ``VaultError/eventErased(_:)``; ``RetentionRefusal/documentDisposed(_:)``
    ///   for a list of which a document was disposed of. The receipt of one document is had from its event as long as that is
    ///   not erased, and receipts that were given hold.
    func receipt(for subject: Identifier<Deposit>) async throws -> Receipt {
        let seal = try await seal(of: try await sequence(of: subject))
        let pieces = try await database.view(.readJournal, by: context) { connection, _ in
            var pieces: [Receipt.Piece] = []
            try DocumentRecords.forEachPiece(of: subject, in: connection) { pieces.append($0) }
            if pieces.isEmpty {
                pieces = try SubmissionRecords.pieces(of: Submission.ID(subject.uuid), in: connection)
                    .map(Receipt.Piece.init)
            }
            // The names that the event commits to are gone with the document: no receipt could be proved any more.
            for piece in pieces {
                guard let document = Document.ID(piece.document),
                    let tombstone = try TombstoneRecords.tombstone(of: document, in: connection)
                else { continue }
                throw VaultError.retentionRefused(.documentDisposed(tombstone))
            }
            return pieces
        }
        return Receipt(
            format: Receipt.format, origin: seal.origin,
            pieces: pieces.isEmpty ? try Receipt.Piece.only(of: Array(seal.event.utf8), document: subject) : pieces,
            event: seal.event, salt: seal.salt, proof: seal.proof, keys: seal.keys, timestamp: seal.timestamp)
    }

    /// What proves an event: its opening, its place in the published log, and the keys.
    /// - Throws: ``VaultError/eventNotFound(_:)``; ``VaultError/eventErased(_:)``.
    func seal(of sequence: Int) async throws -> JournalSeal {
        let event = try await database.view(.readJournal, by: context) { connection, _ in
            try JournalRecords.event(sequence, in: connection)
        }
        guard let event else { throw VaultError.eventNotFound("\(sequence)") }
        guard let (salt, body) = event.opening else { throw VaultError.eventErased(sequence) }
        guard SaltedCommitment(to: body, salt: salt)?.entry == event.commitment else {
            throw VaultError.journalFlawed(.edited(sequence: sequence))
        }
        let proof = try await proof(of: sequence)
        let publisher = try published
        let keys = try publisher.keys
        let checkpoint = try JournalPublisher.open(
            TlogProof(parsing: proof).checkpoint, of: keys.origin, keys.published)
        return JournalSeal(
            origin: keys.origin, event: String(decoding: body, as: UTF8.self), salt: Hexadecimal.encode(salt),
            proof: String(decoding: proof, as: UTF8.self), keys: keys.published.map(\.key.description),
            timestamp: try publisher.folder.file(Timestamping.name(of: checkpoint.size)).map { Base64.encode($0) })
    }

    /// Puts a new key in the place of the one that signs, and records that in an event signed by both.
    /// - Returns: The new public key, to be published with the list of all.
    public func rotateJournalKey() async throws -> String {
        // Before anything is done that no transaction can undo.
        try await database.view(.rotateKey, by: context) { _, _ in }
        return try await namingFlaws {
            let publisher = try published
            _ = try await publisher.rotateKey(by: context, identifiers.next(JournalKeys.self))
            return try publisher.keys.signer().verifierKey.description
        }
    }

    /// The public keys of the journal, the newest last.
    public func journalKeys() throws -> [JournalKeyDescription] {
        try published.keys.published.map {
            JournalKeyDescription(key: $0.key.description, fingerprint: $0.key.fingerprint, lastSize: $0.lastSize)
        }
    }

    /// The same, for whoever serves many: files are read on threads of their own.
    package func publishedJournalKeys() async throws -> [JournalKeyDescription] {
        try await executor.run { try journalKeys() }
    }

    /// The published journal, of a vault that has a folder.
    var published: JournalPublisher {
        get throws(VaultError) {
            guard let journal else {
                throw .storageFailed(StorageFailure(operation: "journal", detail: "this vault has no folder"))
            }
            return journal
        }
    }

    func namingFlaws<Value>(_ body: () async throws -> Value) async throws -> Value {
        do { return try await body() } catch let flaw as JournalFlaw { throw VaultError.journalFlawed(flaw) }
    }
}

extension Receipt.Piece {
    /// The piece that an event about one document tells of.
    static func only(of body: [UInt8], document: Identifier<Deposit>) throws -> [Receipt.Piece] {
        guard case .object(let event) = try CanonicalJSON(canonical: body), case .object(let after)? = event["after"],
            let digest = after["digest"]?.text, let name = after["name"]?.text,
            case .integer(let size)? = after["sizeInBytes"]
        else { throw VaultError.eventNotFound(document.description) }
        return [Receipt.Piece(digest: digest, document: document.description, name: name, sizeInBytes: size)]
    }
}
