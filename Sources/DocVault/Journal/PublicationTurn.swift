internal import Foundation
internal import Synchronization
internal import SystemPackage

/// A turn that one task has at a time; the others wait in order, and hold no thread while they do.
final class Turn: Sendable {
    private struct State {
        var isTaken = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func take() async {
        await withCheckedContinuation { continuation in
            let isMine = state.withLock { state in
                if state.isTaken { state.waiting.append(continuation) }
                defer { state.isTaken = true }
                return !state.isTaken
            }
            if isMine { continuation.resume() }
        }
    }

    func giveBack() {
        let next = state.withLock { state in
            if state.waiting.isEmpty {
                state.isTaken = false
                return nil as CheckedContinuation<Void, Never>?
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}

/// Keeps other processes out while a journal is published. The kernel lets go of it when the process ends.
struct FileLock {
    private let descriptor: Int32

    init(_ path: FilePath) throws(VaultError) {
        descriptor = path.withPlatformString { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
        guard descriptor >= 0 else {
            throw VaultError(SystemCallFailure(call: "open", path: "", errno: Errno(rawValue: errno)))
        }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                throw VaultError(SystemCallFailure(call: "flock", path: "", errno: Errno(rawValue: errno)))
            }
        }
    }

    func release() { close(descriptor) }
}
