internal import Synchronization

/// One upload as this process has it: its file, how far that is written and hashed, and which request may write.
///
/// Requests do not hold it while they wait for their client: each call is short, and a request that was superseded writes
/// nothing more from that instant on. So a newer one never waits for a connection that is dead (tus-js-client#507).
///
/// All calls but ``takeOver()`` and ``onTakeover(of:_:)`` block and are made off the cooperative pool.
final class OpenUpload: Sendable {
    /// The right of one request to write, until a newer one takes over.
    struct Turn: Hashable, Sendable { fileprivate let number: Int }

    /// How much may be dirty before the kernel is asked to begin writing it out.
    private static let writebackInterval: Int64 = 8 << 20
    /// Up to here the hash of what an earlier process wrote is made before more comes; of more than this, at the end.
    private static let rehashedAtOnce: Int64 = 256 << 20

    // The context of the hash is a pointer, which is used under the lock only.
    fileprivate struct State: ~Copyable, @unchecked Sendable {
        var file: (any UploadFile)?
        var written: Int64 = 0
        var durable: Int64 = 0
        var writebackStart: Int64 = 0
        /// Where bytes begin that may turn out not to be what was sent.
        var unverified: Int64?
        var hasher: DigestHasher?
        var hashed: Int64 = 0
    }

    private struct Turns {
        var current = 0
        /// Ends the request whose turn it is.
        var end: (@Sendable () -> Void)?
    }

    /// Held while the file is used, as long as that takes.
    private let state = Mutex(State())
    /// Never held while anything blocks.
    private let turns = Mutex(Turns())

    /// Takes the right to write from the request that has it, and ends that one. What that one is just writing is written
    /// when the next call on this upload begins.
    func takeOver() -> Turn {
        let (turn, end) = turns.withLock { turns in
            turns.current += 1
            defer { turns.end = nil }
            return (Turn(number: turns.current), turns.end)
        }
        end?()
        return turn
    }

    /// Says how a request is ended when a newer one takes over; ends it at once if that has happened.
    func onTakeover(of turn: Turn, _ end: @escaping @Sendable () -> Void) {
        let isOver = turns.withLock { turns in
            if turns.current == turn.number { turns.end = end }
            return turns.current != turn.number
        }
        if isOver { end() }
    }

    /// Makes durable what earlier requests wrote, and takes back what they could not verify.
    /// - Returns: How far the bytes are durable, as far as this process knows.
    func settle(_ turn: Turn) throws(VaultError) -> Int64 {
        try withState(turn) { state throws(VaultError) in
            try state.settle()
            return state.durable
        }
    }

    /// Opens the file, if it is not open, to be continued at an offset.
    /// - Parameter isVerifiedLater: Whether the bytes that come must not be acknowledged before the last of them.
    /// - Returns: `false` when bytes before the offset are lost.
    func open(
        _ turn: Turn, _ name: String, at offset: Int64, isVerifiedLater: Bool, in store: any StagingBlobStore
    ) throws(VaultError) -> Bool {
        try withState(turn) { state throws(VaultError) in
            if state.file == nil || state.written != offset {
                guard let file = try store.openUpload(name, cutTo: offset) else { return false }
                state.begin(file, at: offset)
            }
            state.unverified = isVerifiedLater ? offset : nil
            if state.hashed < offset, offset - state.hashed <= Self.rehashedAtOnce { try state.hash(to: offset) }
            return true
        }
    }

    /// Writes bytes where the last ones ended. - Returns: How many bytes are not durable yet.
    func write(_ bytes: UnsafeRawBufferPointer, _ turn: Turn) throws(VaultError) -> Int64 {
        try withState(turn) { state throws(VaultError) in
            guard let file = state.file else { throw .upload(.superseded) }
            try file.write(bytes, at: state.written)
            if state.hashed == state.written { try state.hash(bytes) }
            state.written += Int64(bytes.count)
            if state.written - state.writebackStart >= Self.writebackInterval {
                file.startWriteback(offset: state.writebackStart, length: state.written - state.writebackStart)
                state.writebackStart = state.written
            }
            return state.written - state.durable
        }
    }

    /// How far the bytes are written.
    func written(_ turn: Turn) throws(VaultError) -> Int64 {
        try withState(turn) { state throws(VaultError) in state.written }
    }

    /// Says that what was written is what was sent.
    func verified(_ turn: Turn) throws(VaultError) {
        try withState(turn) { state throws(VaultError) in state.unverified = nil }
    }

    /// What the whole file is; hashes what was not hashed on its way.
    /// - Returns: `nil` when bytes before the offset are lost.
    func seal(
        _ name: String, at offset: Int64, expecting expected: ContentDigest?, in store: any StagingBlobStore
    ) throws(VaultError) -> SealedUpload? {
        try state.withLock { state throws(VaultError) -> SealedUpload? in
            if state.file == nil || state.written != offset {
                guard let file = try store.openUpload(name, cutTo: offset) else { return nil }
                state.begin(file, at: offset)
            }
            guard let file = state.file else { return nil }
            do throws(VaultError) {
                try state.hash(to: offset)
                let digest = try state.finishHash()
                let sealed = SealedUpload(
                    file: file, descriptor: BlobDescriptor(digest: digest, sizeInBytes: offset),
                    mediaType: try state.mediaType(), received: try state.digest(as: expected, or: digest))
                state.forget()
                return sealed
            } catch {
                state.forget()
                throw error
            }
        }
    }

    /// Closes the file, if it is still the request's turn.
    func forget(_ turn: Turn) { state.withLock { if isCurrent(turn) { $0.forget() } } }

    /// Closes the file. What was not acknowledged is gone.
    func forget() { state.withLock { $0.forget() } }

    private func isCurrent(_ turn: Turn) -> Bool { turns.withLock { $0.current == turn.number } }

    private func withState<Value>(
        _ turn: Turn, _ body: (inout State) throws(VaultError) -> Value
    ) throws(VaultError) -> Value {
        try state.withLock { state throws(VaultError) in
            guard isCurrent(turn) else { throw .upload(.superseded) }
            do throws(VaultError) {
                return try body(&state)
            } catch {
                // After a call that failed nobody knows what is on the disk: what was acknowledged is, and no more.
                state.forget()
                throw error
            }
        }
    }
}

/// A whole upload, and what its bytes are.
struct SealedUpload: Sendable {
    let file: any UploadFile
    let descriptor: BlobDescriptor
    let mediaType: MediaType
    /// Its digest by the algorithm of the one that was announced.
    let received: ContentDigest
}

extension OpenUpload.State {
    fileprivate mutating func begin(_ file: any UploadFile, at offset: Int64) {
        (self.file, written, durable, writebackStart) = (file, offset, offset, offset)
        unverified = nil
        if hashed > offset { forgetHash() }
    }

    private mutating func forgetHash() {
        hasher = nil
        hashed = 0
    }

    fileprivate mutating func forget() {
        (file, written, durable, writebackStart, unverified) = (nil, 0, 0, 0, nil)
        forgetHash()
    }

    fileprivate mutating func settle() throws(VaultError) {
        guard let file else { return }
        if let offset = unverified {
            try file.cut(to: offset)
            (written, writebackStart, unverified) = (offset, offset, nil)
            if hashed > offset { forgetHash() }
        }
        guard written > durable else { return }
        try file.synchronize()
        (durable, writebackStart) = (written, written)
    }

    fileprivate mutating func hash(_ bytes: UnsafeRawBufferPointer) throws(VaultError) {
        if hasher == nil { hasher = try hashing { () throws(OpenSSLError) in try DigestHasher() } }
        do throws(OpenSSLError) { try hasher?.update(bytes) } catch { throw VaultError(error) }
        hashed += Int64(bytes.count)
    }

    /// Hashes what is in the file and was not hashed when it came: the state of a hash cannot be kept across a restart.
    fileprivate mutating func hash(to offset: Int64) throws(VaultError) {
        guard let file, hashed < offset else { return }
        let buffer = ReadBuffer()
        while hashed < offset {
            let count = min(Int64(try file.fill(buffer, at: hashed)), offset - hashed)
            guard count > 0 else {
                throw .storageFailed(StorageFailure(operation: "read", detail: "an upload is shorter than it was"))
            }
            try hash(buffer.filled(Int(count)))
        }
    }

    fileprivate mutating func finishHash() throws(VaultError) -> Digest {
        if hasher == nil { hasher = try hashing { () throws(OpenSSLError) in try DigestHasher() } }
        do throws(OpenSSLError) {
            guard let digest = try hasher?.finish() else { throw OpenSSLError(code: 0) }
            return digest
        } catch {
            throw VaultError(error)
        }
    }

    fileprivate func mediaType() throws(VaultError) -> MediaType {
        let buffer = ReadBuffer()
        let count = min(try file?.fill(buffer, at: 0) ?? 0, Int(written))
        return MediaType(sniffing: buffer.filled(min(count, MediaType.sniffedByteCount)))
    }

    /// The digest by the algorithm that a client announced, for which the file is read once more if it is another one.
    fileprivate func digest(as expected: ContentDigest?, or digest: Digest) throws(VaultError) -> ContentDigest {
        guard let algorithm = expected?.algorithm, algorithm != .sha256, let file else { return ContentDigest(digest) }
        var hasher = try ContentHasher(algorithm)
        let buffer = ReadBuffer()
        var offset: Int64 = 0
        while offset < written {
            let count = min(Int64(try file.fill(buffer, at: offset)), written - offset)
            guard count > 0 else { break }
            try hasher.update(buffer.filled(Int(count)))
            offset += count
        }
        return try hasher.finish()
    }
}
