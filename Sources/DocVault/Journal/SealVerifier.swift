/// What is proved by the journal's event about it: a receipt, a certificate.
protocol SealedByJournal {
    /// The journal's origin: which vault this is.
    var origin: String { get }
    /// The journal's event in canonical JSON, exactly as it was committed to.
    var event: String { get }
    /// The salt of the commitment, in hexadecimal.
    var salt: String { get }
    /// A C2SP tlog-proof: the event's place in the log, and the signed checkpoint.
    var proof: String { get }
    /// The public keys of the journal, the newest last. Compare them with those that the agency publishes.
    var keys: [String] { get }
    /// An RFC 3161 time stamp token over the checkpoint in `proof`, in base64, when an authority has stamped it.
    var timestamp: String? { get }
}

/// A seal by itself: what a receipt or a certificate is made with.
struct JournalSeal: Hashable, Sendable, SealedByJournal {
    let origin: String
    let event: String
    let salt: String
    let proof: String
    let keys: [String]
    let timestamp: String?
}

/// Checks that the journal recorded what an event says, with nothing but a public key.
struct SealVerifier: Sendable {
    private let trustedKeys: [PublishedKey]
    private let authorities: [UInt8]?

    /// What checking a seal came to.
    struct Seal {
        let key: NoteVerifierKey
        /// The instant of the time stamp, when there is one that was checked.
        let stampedAt: String?
    }

    init(keys: String?, authorities: [UInt8]?) throws(VaultError) {
        let lines = keys?.split(whereSeparator: \.isNewline).map { PublishedKey(String($0)) } ?? []
        guard !lines.contains(nil) else {
            throw .malformed(field: "--key", reason: Sentence("receipt.keyLine"))
        }
        trustedKeys = lines.compactMap(\.self)
        self.authorities = authorities
    }

    func openedEvent(of sealed: some SealedByJournal, among actions: Set<JournalAction>) throws -> CanonicalJSON.Object
    {
        guard case .object(let event)? = try? CanonicalJSON(canonical: Array(sealed.event.utf8)) else {
            throw ReceiptFlaw.eventDiffers
        }
        let action = event["action"]?.text ?? ""
        guard let known = JournalAction(rawValue: action), actions.contains(known) else {
            throw ReceiptFlaw.otherAction(action)
        }
        return event
    }

    /// Checks that the event is in the log, at the place that it names, and the time stamp.
    func verify(_ sealed: some SealedByJournal, _ event: CanonicalJSON.Object) throws -> Seal {
        let (key, proof) = try checkProof(of: sealed)
        guard event["sequence"] == .integer(Int64(proof.index)) else { throw ReceiptFlaw.otherPlace }
        return Seal(key: key, stampedAt: try checkTimestamp(of: sealed, over: proof.checkpoint))
    }

    private func checkProof(of sealed: some SealedByJournal) throws -> (key: NoteVerifierKey, proof: TlogProof) {
        let own = sealed.keys.compactMap { PublishedKey($0) }
        let keys = trustedKeys.isEmpty ? own : trustedKeys
        guard let salt = Hexadecimal.decode(sealed.salt),
            let commitment = SaltedCommitment(to: Array(sealed.event.utf8), salt: salt)
        else { throw ReceiptFlaw.eventDiffers }
        let proof: TlogProof
        let size: Int
        do throws(TlogProofError) {
            proof = try TlogProof(parsing: Array(sealed.proof.utf8))
            size = try proof.verify(
                leaf: commitment.leafHash, origin: sealed.origin, keys: keys.map(\.key)
            ).size
        } catch {
            throw flaw(error)
        }
        guard let signer = keys.signer(of: proof.checkpoint, size: size) else { throw ReceiptFlaw.untrustedKey }
        guard signer.counts(for: size) else {
            throw ReceiptFlaw.replacedKey(
                fingerprint: signer.key.fingerprint, lastSize: signer.lastSize ?? 0, size: size)
        }
        return (signer.key, proof)
    }

    private func flaw(_ error: TlogProofError) -> ReceiptFlaw {
        switch error {
        case .checkpoint(.note(.noKnownSignature)), .checkpoint(.note(.invalidSignature)): .untrustedKey
        case .inclusion: .eventDiffers
        case .otherFormat, .tooLong, .malformedExtra, .malformedIndex, .malformedHash, .noCheckpoint:
            .proofRefused(Sentence("receipt.proof.malformed"))
        case .checkpoint(.otherLog(let origin)):
            .proofRefused(Sentence("receipt.proof.otherLog", ["origin": .quoted(origin)]))
        case .checkpoint: .proofRefused(Sentence("receipt.proof.checkpoint"))
        }
    }

    private func checkTimestamp(of sealed: some SealedByJournal, over note: [UInt8]) throws -> String? {
        guard let timestamp = sealed.timestamp, let authorities else { return nil }
        guard let der = Base64.decode(timestamp.utf8) else {
            throw ReceiptFlaw.timestampRefused(Sentence("timestamp.notBase64"))
        }
        do throws(TimestampError) {
            let token = try TimestampToken(der: der)
            try token.verify(MerkleHash(hashing: note), trusting: authorities)
            return Instant(microsecondsSince1970: token.secondsSince1970 * 1_000_000).description
        } catch {
            throw ReceiptFlaw.timestampRefused(error.sentence)
        }
    }
}
