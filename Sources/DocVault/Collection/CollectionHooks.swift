/// A place in a cycle where it may be stopped, or something else may happen first.
enum CollectionPoint: String, CaseIterable, Sendable {
    case beforeBarrier, afterBarrier, beforeUnlink, afterUnlink, beforeForgetting
    case beforeTrashing, beforeRename, afterRename, beforeSynchronizing
    case beforeWalk, beforeCondemning, afterCondemning

    /// Whether a transaction of the catalog is open there, in which nobody else can record anything.
    var isWithinTransaction: Bool { self == .beforeRename || self == .afterRename }
}

/// What happens at the places of a cycle: nothing, but in tests, which drive every ordering with deposits through here.
struct CollectionHooks: Sendable {
    /// Called between transactions. What it throws ends the cycle there, as if the process had been killed.
    let between: @Sendable (CollectionPoint) async throws -> Void
    /// Called within a transaction, which what it throws undoes.
    let within: @Sendable (CollectionPoint) throws -> Void

    static let none = CollectionHooks(between: { _ in }, within: { _ in })
}
