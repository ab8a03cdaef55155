internal import Synchronization

/// How many deposits were taken since the vault was opened, and how many of them brought bytes that were here already.
final class DepositTally: Sendable {
    struct Counts: Hashable, Sendable {
        var deposits = 0
        var deduplicated = 0
    }

    private let counts = Mutex(Counts())

    var current: Counts { counts.withLock { $0 } }

    func count(_ outcome: BlobDeposit.Outcome) {
        counts.withLock { counts in
            counts.deposits += 1
            if outcome == .alreadyPresent { counts.deduplicated += 1 }
        }
    }
}
