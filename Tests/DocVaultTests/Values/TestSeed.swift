import Foundation

/// Randomness that can be had again: the seed is printed, and `DOCVAULT_TEST_SEED` sets it.
struct TestSeed: RandomNumberGenerator {
    private var state: UInt64

    /// - Parameter purpose: What the seed is for, as it is printed.
    init(for purpose: String) {
        state =
            ProcessInfo.processInfo.environment["DOCVAULT_TEST_SEED"].flatMap { UInt64($0) } ?? .random(in: 0...(.max))
        print("\(purpose): DOCVAULT_TEST_SEED=\(state)")
    }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }

    mutating func bytes(count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count + 8)
        while bytes.count < count { withUnsafeBytes(of: next()) { bytes += $0 } }
        return Array(bytes.prefix(count))
    }
}
