public import Foundation

/// The identifier of one `Entity`: a UUID that cannot be passed where another entity's is wanted.
///
/// Identifiers are UUIDv7 (RFC 9562 §5.7), so they sort by the time they were made.
public struct Identifier<Entity>: Hashable, Sendable, LosslessStringConvertible {
    public let uuid: UUID

    public init(_ uuid: UUID) { self.uuid = uuid }

    /// Parses the usual 36 characters, in either case.
    public init?(_ description: String) {
        guard let uuid = UUID(uuidString: description) else { return nil }
        self.uuid = uuid
    }

    /// Takes the sixteen bytes that the catalog has; `nil` for another count.
    init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        uuid = UUID(bytes: bytes)
    }

    /// The usual 36 characters, lower-case as RFC 9562 §4 recommends.
    public var description: String { uuid.uuidString.lowercased() }
}

/// Where new identifiers come from: a clock for the order, randomness for the rest.
public struct IdentifierSource: Sendable {
    private let clock: any VaultClock
    private let random: @Sendable () -> UInt64

    public init(clock: any VaultClock, random: @escaping @Sendable () -> UInt64 = { .random(in: .min ... .max) }) {
        self.clock = clock
        self.random = random
    }

    /// A new UUIDv7: 48 bits of Unix milliseconds, then 74 random bits (RFC 9562 §5.7).
    public func next<Entity>(_ entity: Entity.Type = Entity.self) -> Identifier<Entity> {
        let milliseconds = UInt64(bitPattern: clock.now().microsecondsSince1970 / 1_000)
        let (high, low) = (random(), random())
        var bytes = [UInt8](repeating: 0, count: 16)
        for index in 0..<6 { bytes[index] = UInt8(truncatingIfNeeded: milliseconds >> (40 - 8 * UInt64(index))) }
        bytes[6] = 0x70 | UInt8(truncatingIfNeeded: high >> 8) & 0x0f
        bytes[7] = UInt8(truncatingIfNeeded: high)
        for index in 8..<16 { bytes[index] = UInt8(truncatingIfNeeded: low >> (8 * UInt64(index - 8))) }
        bytes[8] = 0x80 | bytes[8] & 0x3f
        return Identifier(UUID(bytes: bytes))
    }
}

extension UUID {
    /// The sixteen bytes in order, as they are written in the catalog.
    var bytes: [UInt8] { withUnsafeBytes(of: uuid) { Array($0) } }

    /// - Precondition: `bytes.count == 16`. Bytes from outside are counted first.
    init(bytes: [UInt8]) {
        precondition(bytes.count == 16)
        self = bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
