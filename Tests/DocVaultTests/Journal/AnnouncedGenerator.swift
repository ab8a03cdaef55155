/// A small reproducible generator (SplitMix64). A failing property test prints the seed it ran with;
/// set `DOCVAULT_TEST_SEED` to run it again.
import Foundation

struct AnnouncedGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    static func announced(_ test: String = #function) -> AnnouncedGenerator {
        let given = ProcessInfo.processInfo.environment["DOCVAULT_TEST_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: 0 ... .max)
        print("\(test): DOCVAULT_TEST_SEED=\(seed)")
        return AnnouncedGenerator(seed: seed)
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
