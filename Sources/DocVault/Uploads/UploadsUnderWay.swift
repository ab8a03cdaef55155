internal import Synchronization

/// The uploads that this process has open: those that requests are about now, and some that were lately.
///
/// One that is not here is no less under way: what counts is its row and its file. Being here saves hashing the beginning
/// again with each part.
final class UploadsUnderWay: Sendable {
    /// How many stay open when no request is about them: each has a file open.
    private static let idleCount = 64

    private struct Entry {
        let upload = OpenUpload()
        var users = 0
        var lastUse = 0
        var completion: Task<UploadSession, any Error>?
    }

    private struct State {
        var entries: [UploadSession.ID: Entry] = [:]
        var use = 0
    }

    private let state = Mutex(State())

    /// The upload, which stays here until ``release(_:)``.
    func retain(_ id: UploadSession.ID) -> OpenUpload {
        state.withLock { state in
            state.use += 1
            state.entries[id, default: Entry()].users += 1
            state.entries[id]?.lastUse = state.use
            return state.entries[id, default: Entry()].upload
        }
    }

    func release(_ id: UploadSession.ID) {
        let closed = state.withLock { state -> Entry? in
            state.entries[id]?.users -= 1
            guard state.entries.count > Self.idleCount else { return nil }
            let idle = state.entries.filter { $0.value.users == 0 }.min { $0.value.lastUse < $1.value.lastUse }
            return idle.flatMap { state.entries.removeValue(forKey: $0.key) }
        }
        // Outside the lock: closing takes as long as the file system likes.
        closed?.upload.forget()
    }

    /// The one completion of an upload that is under way, or a new one. To be called between retain and release.
    func completion(
        of id: UploadSession.ID, orBegin begin: () -> Task<UploadSession, any Error>
    ) -> Task<UploadSession, any Error> {
        state.withLock { state in
            if let running = state.entries[id]?.completion { return running }
            let task = begin()
            state.entries[id]?.completion = task
            return task
        }
    }

    func endCompletion(of id: UploadSession.ID) { state.withLock { $0.entries[id]?.completion = nil } }
}
