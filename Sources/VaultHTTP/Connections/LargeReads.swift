internal import Synchronization

/// In what pieces large bodies are read.
///
/// With the usual 64 KiB an upload of 1 GiB takes half as long again as with a MiB. But up to ten pieces wait for each
/// connection until they are worked on, so each upload that begins beside others gets smaller ones.
final class LargeReads: Sendable {
    private static let (largest, smallest) = (1 << 20, 16 << 10)

    private let underWay = Mutex(0)

    /// Counts a body that begins.
    /// - Returns: The size of its pieces.
    func begin() -> Int {
        underWay.withLock { underWay in
            underWay += 1
            return max(Self.smallest, Self.largest / (underWay * underWay))
        }
    }

    /// Counts a body that has ended.
    func end() { underWay.withLock { $0 -= 1 } }
}
