internal import Synchronization

/// Lets deposits that arrive at the same moment share what synchronising costs.
///
/// A few are committed each on its own thread. Those that arrive while these are under way wait, and the first that is done
/// commits all that wait together. Nobody waits for a group to fill: with one depositor there is no group at all.
final class SharedCommit: Sendable {
    /// Up to this many commit side by side before others must wait for a group.
    private static let widthAlone = 3

    private struct Waiting {
        let staged: StagedBlob
        let watch: WritebackWatch
        let continuation: CheckedContinuation<BlobDeposit, any Error>
    }

    private struct State {
        var alone = 0
        var isGroupUnderWay = false
        var waiting: [Waiting] = []

        /// Whether a commit may start by itself; it is counted then.
        mutating func startsAlone() -> Bool {
            guard !isGroupUnderWay, waiting.isEmpty, alone < SharedCommit.widthAlone else { return false }
            alone += 1
            return true
        }

        mutating func takeGroup() -> [Waiting] {
            guard !isGroupUnderWay, !waiting.isEmpty else { return [] }
            isGroupUnderWay = true
            defer { waiting = [] }
            return waiting
        }
    }

    private let state = Mutex(State())

    /// Commits a staged blob, by itself or with others, and returns when it survives a power cut.
    /// - Parameters:
    ///   - alone: Commits one. Its failure is that one's.
    ///   - together: Commits several, watched by the oldest of their watches, and gives the result of each, in order. Its failure is everybody's.
    func commit(
        _ staged: StagedBlob, watchedBy watch: WritebackWatch, alone: (StagedBlob) throws -> BlobDeposit,
        together: ([StagedBlob], WritebackWatch) throws -> [Result<BlobDeposit, VaultError>]
    ) async throws -> BlobDeposit {
        if state.withLock({ $0.startsAlone() }) {
            defer {
                state.withLock { $0.alone -= 1 }
                commitWaiting(together)
            }
            return try alone(staged)
        }
        return try await withCheckedThrowingContinuation { continuation in
            state.withLock { $0.waiting.append(Waiting(staged: staged, watch: watch, continuation: continuation)) }
            // Those that were under way may all have ended between the two looks: then nobody else comes by.
            if state.withLock({ $0.alone == 0 }) { commitWaiting(together) }
        }
    }

    private func commitWaiting(
        _ together: ([StagedBlob], WritebackWatch) throws -> [Result<BlobDeposit, VaultError>]
    ) {
        while true {
            let group = state.withLock { $0.takeGroup() }
            // The oldest watch sees the errors of everybody's bytes.
            guard let watch = group.map(\.watch).min(by: { $0.number < $1.number }) else { return }
            do {
                let results = try together(group.map(\.staged), watch)
                for (waiting, result) in zip(group, results) { waiting.continuation.resume(with: result) }
            } catch {
                for waiting in group { waiting.continuation.resume(throwing: error) }
            }
            state.withLock { $0.isGroupUnderWay = false }
        }
    }
}
