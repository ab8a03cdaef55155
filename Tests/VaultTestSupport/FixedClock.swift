public import DocVault
internal import Synchronization

/// A clock that stands still until a test moves it.
public final class FixedClock: VaultClock {
    private let instant: Mutex<Instant>

    /// - Parameter microsecondsSince1970: Where it stands; 2026-11-21T09:30:00Z unless a test wants another time.
    public init(microsecondsSince1970: Int64 = 1_795_253_400_000_000) {
        instant = Mutex(Instant(microsecondsSince1970: microsecondsSince1970))
    }

    public func now() -> Instant { instant.withLock { $0 } }

    public func advance(bySeconds seconds: Int64) {
        instant.withLock {
            $0 = Instant(microsecondsSince1970: $0.microsecondsSince1970 + seconds * 1_000_000)
        }
    }
}
