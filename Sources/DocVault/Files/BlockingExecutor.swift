internal import Foundation
internal import Synchronization

/// Threads for work that blocks: file system calls, hashing, the catalog.
///
/// The cooperative pool has one thread a core; a blocked one stalls every other task of the process. Work on this
/// executor blocks threads of its own, started when needed, at most `width` of them. They end with the executor.
public final class BlockingExecutor: Sendable {
    let taskExecutor: BlockingTaskExecutor

    /// - Parameter width: How many pieces of work may block at once. 32 is where syncing many small files stops gaining.
    public init(width: Int = 32) { taskExecutor = BlockingTaskExecutor(width: width) }

    deinit { taskExecutor.close() }

    /// Runs an operation, and what it awaits, on these threads.
    package func run<Value>(
        isolation: isolated (any Actor)? = #isolation, _ operation: () async throws -> Value
    ) async rethrows -> Value {
        try await withTaskExecutorPreference(taskExecutor, operation: operation)
    }
}

/// The queue of a ``BlockingExecutor``; apart from it, because its threads keep it alive until they have ended.
final class BlockingTaskExecutor: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        /// Where the next job stands in `jobs`: taking from the front of an array would move all others.
        var next = 0
        var threads = 0
        var idle = 0
        var isClosed = false
    }

    private enum Turn { case run(UnownedJob), wait, stop }
    private enum Wake { case idleThread, newThread, nobody }

    private let width: Int
    private let state = Mutex(State())
    /// Signalled once for each thread taken off `idle`, and waited on once by each thread that put itself there: the two
    /// are in step because `idle` changes under the lock only.
    private let wakeUp = DispatchSemaphore(value: 0)

    init(width: Int) { self.width = width }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let wake = state.withLock { state -> Wake in
            state.jobs.append(job)
            if state.idle > 0 {
                state.idle -= 1
                return .idleThread
            }
            guard state.threads < width else { return .nobody }
            state.threads += 1
            return .newThread
        }
        switch wake {
        case .idleThread: wakeUp.signal()
        case .newThread: Thread(block: { self.work() }).start()
        case .nobody: break
        }
    }

    func close() {
        let idle = state.withLock { state in
            defer { state.idle = 0 }
            state.isClosed = true
            return state.idle
        }
        for _ in 0..<idle { wakeUp.signal() }
    }

    private func work() {
        while true {
            switch state.withLock({ turn(&$0) }) {
            case .run(let job): job.runSynchronously(on: asUnownedTaskExecutor())
            case .wait: wakeUp.wait()
            case .stop: return
            }
        }
    }

    private func turn(_ state: inout State) -> Turn {
        if state.next < state.jobs.count {
            let job = state.jobs[state.next]
            state.next += 1
            if state.next == state.jobs.count {
                state.jobs.removeAll(keepingCapacity: true)
                state.next = 0
            }
            return .run(job)
        }
        if state.isClosed {
            // What is still to come, of an operation that outlives the executor, may start a thread again.
            state.threads -= 1
            return .stop
        }
        state.idle += 1
        return .wait
    }
}
