/// What becomes of that which was not synchronised when the power was cut.
public enum CrashVariant: Hashable, Sendable, CustomStringConvertible {
    case nothing, everything
    /// Each name is there or not, and each file's bytes are old, new, torn or zero, as the seed says.
    case some(seed: UInt64)

    public var description: String {
        switch self {
        case .nothing: "nothing kept"
        case .everything: "everything kept"
        case .some(let seed): "some kept (seed \(seed))"
        }
    }

    /// Both extremes, and several in between.
    public static func variants(seeds: Int, from generator: inout SeededGenerator) -> [CrashVariant] {
        [.nothing, .everything] + (0..<seeds).map { _ in .some(seed: generator.next()) }
    }
}

/// Decides, one after the other, what survives.
struct CrashFate {
    private let variant: CrashVariant
    private var generator: SeededGenerator

    init(_ variant: CrashVariant) {
        self.variant = variant
        if case .some(let seed) = variant {
            generator = SeededGenerator(seed: seed)
        } else {
            generator = SeededGenerator(seed: 0)
        }
    }

    mutating func keepsName() -> Bool {
        switch variant {
        case .nothing: false
        case .everything: true
        case .some: Bool.random(using: &generator)
        }
    }

    mutating func bytes(durable: [UInt8], written: [UInt8]) -> [UInt8] {
        switch variant {
        case .nothing: durable
        case .everything: written
        case .some:
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: durable
            case 1: written
            case 2: Array(written.prefix(arrived(durable, written)))
            default: zeroed(durable, written)
            }
        }
    }

    /// How much of what was written arrived: what was synchronised, and is the same still, did long ago.
    private mutating func arrived(_ durable: [UInt8], _ written: [UInt8]) -> Int {
        let same = zip(durable, written).prefix { $0 == $1 }.count
        return Int.random(in: same...written.count, using: &generator)
    }

    /// As long as what was written, but with zeros where the blocks did not arrive.
    private mutating func zeroed(_ durable: [UInt8], _ written: [UInt8]) -> [UInt8] {
        let arrived = arrived(durable, written)
        return Array(written.prefix(arrived)) + [UInt8](repeating: 0, count: written.count - arrived)
    }
}
