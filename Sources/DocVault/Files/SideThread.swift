internal import Foundation
internal import Synchronization

/// Work on a thread of its own, beside a thread that blocks until it is done.
///
/// Not a task: two tasks that wait for each other's data would stop for good when each thread of an executor is taken by
/// one of such a pair and none is left for the others.
final class SideThread<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, any Error>?>(nil)
    /// Signalled once, when the result is there; waited for once, by ``value()``.
    private let done = DispatchSemaphore(value: 0)

    init(_ work: @escaping @Sendable () throws -> Value) {
        Thread { [self] in
            let outcome = Result { try work() }
            result.withLock { $0 = outcome }
            done.signal()
        }.start()
    }

    /// Waits until the work is done. Called once, from a thread that may block.
    func value() throws -> Value {
        done.wait()
        guard let outcome = result.withLock({ $0 }) else {
            preconditionFailure("the result was stored before the signal")
        }
        return try outcome.get()
    }
}
