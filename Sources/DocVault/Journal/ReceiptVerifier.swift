internal import Foundation
public import SystemPackage

/// What checking a receipt came to, in terms that can be told.
public struct ReceiptReport: Hashable, Sendable {
    public let origin: String
    /// The fingerprint of the key that signed: to be compared with what the agency publishes.
    public let keyFingerprint: String
    /// The instant that the vault recorded.
    public let recordedAt: String
    public let dossier: String
    public let requirement: String
    public let pieceCount: Int
    /// The given files that are pieces of the receipt, and those that are not.
    public let matchingFiles: [String]
    public let otherFiles: [String]
    /// The instant of the time stamp, when there is one that was checked.
    public let stampedAt: String?
    /// Whether the receipt has a time stamp at all.
    public let hasTimestamp: Bool

    public var isValid: Bool { otherFiles.isEmpty }
}

/// Why a receipt proves nothing.
public enum ReceiptFlaw: Error, Hashable, Sendable {
    case unreadable
    case otherFormat(String)
    case untrustedKey
    case replacedKey(fingerprint: String, lastSize: Int, size: Int)
    case otherAction(String)
    case otherPlace
    case piecesDiffer
    case eventDiffers
    case proofRefused(Sentence)
    case timestampRefused(Sentence)

    /// What does not fit.
    public var sentence: Sentence {
        switch self {
        case .unreadable: Sentence("receipt.flaw.unreadable")
        case .otherFormat(let format): Sentence("receipt.flaw.otherFormat", ["format": .quoted(format)])
        case .untrustedKey: Sentence("receipt.flaw.untrustedKey")
        case .piecesDiffer: Sentence("receipt.flaw.piecesDiffer")
        case .eventDiffers: Sentence("receipt.flaw.eventDiffers")
        case .proofRefused(let reason): Sentence("receipt.flaw.proofRefused", ["reason": .sentence(reason)])
        case .timestampRefused(let reason): Sentence("receipt.flaw.timestampRefused", ["reason": .sentence(reason)])
        case .replacedKey(let fingerprint, let lastSize, let size):
            Sentence(
                "receipt.flaw.replacedKey",
                ["fingerprint": .text(fingerprint), "lastSize": .number(lastSize), "size": .number(size)])
        case .otherAction(let action): Sentence("receipt.flaw.otherAction", ["action": .quoted(action)])
        case .otherPlace: Sentence("receipt.flaw.otherPlace")
        }
    }
}

/// Checks a receipt with nothing but a public key: no vault, no network.
public struct ReceiptVerifier: Sendable {
    private let seals: SealVerifier

    /// What a receipt is given for.
    private static let receiptActions: Set<JournalAction> = [
        .depositReceived, .documentAttached, .requirementSubmitted,
    ]

    /// - Parameters:
    ///   - keys: The public keys of the vault, one a line, as the agency publishes them. Without them the receipt's own are
    ///     used: then it is proved only that the receipt was not changed since it was signed by them.
    ///   - authorities: Certificates (PEM) of the time stamping authority to trust.
    public init(keys: String?, authorities: [UInt8]?) throws(VaultError) {
        seals = try SealVerifier(keys: keys, authorities: authorities)
    }

    /// Whether a file is to be taken for a receipt and not for an archive: a JSON object, whatever its name. No archive begins
    /// like one.
    public static func isReceipt(_ file: SourceFile) throws(VaultError) -> Bool {
        let reader = try SourceReader(file, fileSystem: LinuxFileSystem())
        let white = Array(" \t\r\n".utf8)
        return try reader.chunk(at: 0)?.first { !white.contains($0) } == UInt8(ascii: "{")
    }

    /// Checks a receipt, and whether files are pieces of it.
    /// - Throws: ``ReceiptFlaw``; ``VaultError`` when a file cannot be read.
    public func verify(_ bytes: [UInt8], files: [FilePath]) throws -> ReceiptReport {
        guard let format = try? JSONDecoder().decode(Format.self, from: Data(bytes)).format else {
            throw ReceiptFlaw.unreadable
        }
        guard format == Receipt.format else { throw ReceiptFlaw.otherFormat(format) }
        guard let receipt = try? JSONDecoder().decode(Receipt.self, from: Data(bytes)) else {
            throw ReceiptFlaw.unreadable
        }
        let event = try seals.openedEvent(of: receipt, among: Self.receiptActions)
        try checkPieces(of: receipt, event)
        let seal = try seals.verify(receipt, event)
        let digests = Set(receipt.pieces.map(\.digest))
        var (matching, other): ([String], [String]) = ([], [])
        for path in files {
            let source = try SourceFile(path)
            let reader = try SourceReader(source, fileSystem: LinuxFileSystem())
            let digest = try reader.identity(ReadBuffer()).0.digest.description
            if digests.contains(digest) { matching.append(path.string) } else { other.append(path.string) }
        }
        guard case .object(let after)? = event["after"] else { throw ReceiptFlaw.eventDiffers }
        return ReceiptReport(
            origin: receipt.origin, keyFingerprint: seal.key.fingerprint, recordedAt: event["instant"]?.text ?? "",
            dossier: after["dossier"]?.text ?? "", requirement: after["requirement"]?.text ?? "",
            pieceCount: receipt.pieces.count, matchingFiles: matching, otherFiles: other, stampedAt: seal.stampedAt,
            hasTimestamp: receipt.timestamp != nil)
    }

    /// What every receipt has, whichever version of the format.
    private struct Format: Decodable {
        let format: String
    }

    /// The event names the digest of the whole list, or, when it is about one document, that document itself.
    private func checkPieces(of receipt: Receipt, _ event: CanonicalJSON.Object) throws {
        guard case .object(let after)? = event["after"] else { throw ReceiptFlaw.eventDiffers }
        if let digest = after["piecesDigest"]?.text {
            guard try Receipt.piecesDigest(of: receipt.pieces).description == digest else {
                throw ReceiptFlaw.piecesDiffer
            }
            return
        }
        guard case .object(let subject)? = event["subject"], let piece = receipt.pieces.first,
            receipt.pieces.count == 1,
            after["digest"]?.text == piece.digest, after["name"]?.text == piece.name,
            after["sizeInBytes"] == .integer(piece.sizeInBytes), subject["id"]?.text == piece.document
        else { throw ReceiptFlaw.piecesDiffer }
    }
}

extension CanonicalJSON {
    /// The text of a string, or `nil` for anything else.
    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}

extension NoteVerifierKey {
    /// What people compare: the SHA-256 of the raw public key, in groups of four digits.
    var fingerprint: String {
        let digits = MerkleHash(hashing: publicKey.bytes).description
        return stride(from: 0, to: 32, by: 4).map { start in
            String(digits.dropFirst(start).prefix(4))
        }.joined(separator: " ")
    }
}
