internal import Foundation
internal import SystemPackage

/// How the time stamps of checkpoints stand.
public struct TimestampStanding: Hashable, Sendable {
    /// The authority's address; `nil` when none was named.
    public let authority: String?
    /// How many events the newest checkpoint covers, and the newest one that has a stamp.
    public let checkpointSize: Int
    public let stampedSize: Int?
    /// When the authority made that stamp, by its clock.
    public let stampedAt: Instant?

    public var isWaiting: Bool { authority != nil && stampedSize != checkpointSize }
}

/// Where the stamps of checkpoints are kept: `journal/timestamp/<size>.tst`, a token (RFC 3161) in DER.
enum Timestamping {
    static let authorityFile = "timestamp-authority.json"
    static let folder = "timestamp"

    static func name(of size: Int) -> String { "\(folder)/\(size).tst" }
}

extension Vault {
    /// Names the authority that stamps checkpoints from now on.
    ///
    /// The event comes before the file: without it nothing changes, and after a crash between the two it is done again.
    /// Naming the same authority again changes nothing and leaves no event.
    /// - Throws: ``VaultError/refused(_:)``.
    public func setTimestampAuthority(_ authority: TimestampAuthority) async throws {
        let folder = try published.folder
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = Array(try encoder.encode(authority))
        let subject = JournalSubject(.timestampAuthority, identifiers.next(TimestampAuthority.self))
        let certificates = try DigestHasher.digest(of: Array(authority.certificates.utf8))
        let url = authority.url
        let isNew = (try? timestampAuthority()) != authority
        try await database.perform(.nameTimestampAuthority, by: context) { _, journal, _ in
            guard isNew else { return }
            _ = try journal.append(
                .timestampAuthorityNamed, subject,
                after: ["certificates": .string(certificates.description), "url": .string(url)])
        }
        try folder.replace(file, at: Timestamping.authorityFile)
    }

    func timestampAuthority() throws -> TimestampAuthority? {
        guard let bytes = try published.folder.file(Timestamping.authorityFile) else { return nil }
        guard let authority = try? JSONDecoder().decode(TimestampAuthority.self, from: Data(bytes)) else {
            throw VaultError.malformed(
                field: Timestamping.authorityFile, reason: Sentence("timestamp.authorityUnreadable"))
        }
        return authority
    }

    /// The token for the checkpoint of this size; what is no token does not count.
    private func token(of size: Int) throws -> TimestampToken? {
        try published.folder.file(Timestamping.name(of: size)).flatMap { try? TimestampToken(der: $0) }
    }

    /// Asks for a stamp over the newest checkpoint, unless it has one or no authority was named.
    ///
    /// Nothing waits for this. When it fails, ``timestampStanding()`` says so and the next one asks again.
    /// - Throws: ``VaultError/timestampFailed(_:)``.
    public func stampCheckpoint() async throws {
        guard try timestampAuthority() != nil else { return }
        let checkpoint = try await publishJournal()
        guard try token(of: checkpoint.size) == nil else { return }
        let token = try await stamp(over: checkpoint.note)
        try published.folder.replace(token, at: Timestamping.name(of: checkpoint.size))
    }

    private func stamp(over note: [UInt8]) async throws -> [UInt8] {
        guard let authority = try timestampAuthority() else {
            throw VaultError.timestampFailed(Sentence("timestamp.addressWrong"))
        }
        return try await authority.stamp(note)
    }

    public func timestampStanding() async throws -> TimestampStanding {
        let publisher = try published
        let folder = publisher.folder
        let size = try publisher.checkpoint()?.checkpoint.size ?? 0
        let names =
            (try? FileManager.default.contentsOfDirectory(atPath: folder.path.appending(Timestamping.folder).string))
            ?? []
        let sizes = names.compactMap { $0.hasSuffix(".tst") ? Int($0.dropLast(4)) : nil }
        let stamped = try sizes.sorted().last { try token(of: $0) != nil }
        let seconds = try stamped.flatMap { try token(of: $0) }?.secondsSince1970
        return TimestampStanding(
            authority: try timestampAuthority()?.url, checkpointSize: size, stampedSize: stamped,
            stampedAt: seconds.map { Instant(microsecondsSince1970: $0 * 1_000_000) })
    }
}
