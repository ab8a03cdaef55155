internal import Foundation

/// The proof of a disposition: what went, what stayed and why, who decided it, sealed by the journal as a receipt is.
/// See `docs/formats/certificate.md`.
struct Certificate: Codable, Hashable, Sendable, SealedByJournal {
    static let format = "docvault-certificate/1"

    /// One document of the case: no name, no title, no person.
    struct Item: Codable, Hashable, Sendable {
        let digest: String
        let document: String
        let dossier: String
        /// The last day that it had to be kept.
        let lastDayKept: String
        /// What became of it: a state of ``DispositionItem``.
        let outcome: String
        let sizeInBytes: Int64

        init(_ item: DispositionItem) {
            (digest, document) = (item.blob.digest.description, item.document.description)
            (dossier, lastDayKept) = (item.dossier.text, item.lastDayKept.description)
            (outcome, sizeInBytes) = (item.state.rawValue, item.blob.sizeInBytes)
        }

        var json: CanonicalJSON {
            [
                "digest": .string(digest), "document": .string(document), "dossier": .string(dossier),
                "lastDayKept": .string(lastDayKept), "outcome": .string(outcome), "sizeInBytes": .integer(sizeInBytes),
            ]
        }
    }

    let format: String
    let origin: String
    /// Every document of the case, in the order of the list.
    let items: [Item]
    let event: String
    let salt: String
    let proof: String
    let keys: [String]
    let timestamp: String?

    init(items: [Item], sealedBy seal: JournalSeal) {
        (format, origin, self.items, event) = (Self.format, seal.origin, items, seal.event)
        (salt, proof, keys, timestamp) = (seal.salt, seal.proof, seal.keys, seal.timestamp)
    }

    /// The certificate as a file: readable, and the same bytes for the same certificate.
    func bytes() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self)) + [0x0a]
    }

    static func digest(of items: [Item]) throws -> Digest {
        var digest = try ListDigest()
        for item in items { try digest.add(item.json) }
        return try digest.finish()
    }

    /// What the event says that ends a case: counts, the digest of all items with their outcomes, who decided, and by when
    /// each copy is gone.
    static func statement(
        of found: DispositionCase, _ id: DispositionCase.ID, at now: Instant, in connection: any SQLConnection
    ) throws -> CanonicalJSON {
        var digest = try ListDigest()
        var destroyedInBytes: Int64 = 0
        try DispositionItemRecords.forEach(of: id, in: connection) { item in
            try digest.add(Item(item).json)
            if item.state == .destroyed { destroyedInBytes += item.blob.sizeInBytes }
        }
        let today = now.dayInBrussels
        let backups = try RetentionPolicyRecords.inForce(in: connection).backups.keptFor
        var copies: [CanonicalJSON] = [
            ["count": 1, "goneOn": .string(today.description), "kind": "primary"]
        ]
        if !backups.isZero {
            copies.append(
                .object(
                    leavingOut: [
                        ("goneBy", today.adding(backups).map { .string($0.description) }), ("kind", "backups"),
                    ]))
        }
        var counts: [(String, CanonicalJSON?)] = []
        for state in DispositionItem.State.allCases {
            counts.append((state.rawValue, found.counts[state].map { .integer(Int64($0)) }))
        }
        return .object(
            leavingOut: [
                ("action", .string(found.action.rawValue)), ("approvedBy", found.approvedBy.map(CanonicalJSON.string)),
                ("authorisation", found.authorisation.map(CanonicalJSON.string)), ("code", .string(found.code.text)),
                ("copies", .array(copies)), ("counts", .object(leavingOut: counts)),
                ("destroyedInBytes", .integer(destroyedInBytes)),
                ("itemsDigest", .string(try digest.finish().description)),
                ("listDigest", .string(found.listDigest.description)),
                ("policyVersion", .integer(Int64(found.policyVersion))), ("proposedBy", .string(found.proposedBy)),
                ("reason", .string(found.reason)),
            ])
    }
}

/// What checking a certificate came to, in terms that can be told.
public struct CertificateReport: Hashable, Sendable {
    public let origin: String
    public let keyFingerprint: String
    /// The instant that the vault recorded.
    public let recordedAt: String
    public let disposition: String
    /// How many documents came to which end.
    public let counts: [String: Int]
    public let stampedAt: String?
    public let hasTimestamp: Bool
}

/// Checks a certificate of disposition with nothing but a public key: no vault, no network.
public struct CertificateVerifier: Sendable {
    private let seals: SealVerifier

    /// - Parameters: as those of ``ReceiptVerifier/init(keys:authorities:)``.
    public init(keys: String?, authorities: [UInt8]?) throws(VaultError) {
        seals = try SealVerifier(keys: keys, authorities: authorities)
    }

    private struct Format: Decodable {
        let format: String
    }

    /// Whether a JSON file is to be taken for a certificate.
    public static func isCertificate(_ bytes: [UInt8]) -> Bool {
        (try? JSONDecoder().decode(Format.self, from: Data(bytes)).format) == Certificate.format
    }

    /// - Throws: ``ReceiptFlaw``.
    public func verify(_ bytes: [UInt8]) throws -> CertificateReport {
        guard let certificate = try? JSONDecoder().decode(Certificate.self, from: Data(bytes)) else {
            throw ReceiptFlaw.unreadable
        }
        let event = try seals.openedEvent(of: certificate, among: [.dispositionExecuted])
        guard case .object(let after)? = event["after"], let code = after["code"]?.text else {
            throw ReceiptFlaw.eventDiffers
        }
        guard try Certificate.digest(of: certificate.items).description == after["itemsDigest"]?.text else {
            throw ReceiptFlaw.piecesDiffer
        }
        let seal = try seals.verify(certificate, event)
        return CertificateReport(
            origin: certificate.origin, keyFingerprint: seal.key.fingerprint,
            recordedAt: event["instant"]?.text ?? "", disposition: code,
            counts: certificate.items.reduce(into: [:]) { $0[$1.outcome, default: 0] += 1 },
            stampedAt: seal.stampedAt, hasTimestamp: certificate.timestamp != nil)
    }
}
