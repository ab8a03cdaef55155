internal import Dispatch
internal import Synchronization

/// A queue between two threads: the one that puts waits while it is full, the one that takes while it is empty.
///
/// For work on a ``BlockingExecutor`` only: both sides block their thread.
final class BoundedQueue<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var isFinished = false
    }

    private let state = Mutex(State())
    /// `room` and `filled` count free and taken places: each element takes one from `room` on its way in and gives it back
    /// on its way out, and the other way round with `filled`, so together they are always the capacity.
    private let room: DispatchSemaphore
    private let filled = DispatchSemaphore(value: 0)

    init(capacity: Int) { room = DispatchSemaphore(value: capacity) }

    func put(_ element: Element) {
        room.wait()
        state.withLock { $0.elements.append(element) }
        filled.signal()
    }

    /// Says that nothing more will be put. Called once, by the side that puts.
    func finish() {
        state.withLock { $0.isFinished = true }
        filled.signal()
    }

    /// The next element, or `nil` when the queue is finished and empty; from then on always.
    func take() -> Element? {
        filled.wait()
        let element = state.withLock { $0.elements.isEmpty ? nil : $0.elements.removeFirst() }
        if element == nil { filled.signal() } else { room.signal() }
        return element
    }
}
