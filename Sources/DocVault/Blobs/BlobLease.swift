/// Keeps the bytes of a deposit from being removed, from the look whether they are there until they are recorded.
///
/// It has no end by the clock: it lasts as long as this object, and as the process that has it. While it lasts, what was
/// seen in its place, or put there, can be taken back from the trash.
public final class BlobLease: Sendable {
    /// Where the bytes are.
    let store: any CollectedBlobStore
    /// What is let go of with this object: an open file that is locked, for one.
    private let hold: any Sendable

    init(on store: any CollectedBlobStore, holding hold: any Sendable) { (self.store, self.hold) = (store, hold) }
}

/// A line between the deposits that began before it and those after it. New deposits never wait for it.
public struct BlobBarrier: Sendable {
    private let look: @Sendable () throws(VaultError) -> Bool

    init(_ look: @escaping @Sendable () throws(VaultError) -> Bool) { self.look = look }

    /// Whether every deposit that began before the line has ended. Never `false` again once it was `true`.
    func hasPassed() throws(VaultError) -> Bool { try look() }
}

/// The right to collect in a store: somebody's alone, for as long as this object is there.
public final class CollectionTurn: Sendable {
    private let hold: any Sendable

    init(holding hold: any Sendable) { self.hold = hold }
}
