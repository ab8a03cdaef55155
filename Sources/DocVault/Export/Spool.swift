internal import Foundation
internal import SystemPackage

/// Text that was written once, counted and hashed: what an export must know whole before it writes it.
///
/// A short one is in memory; a longer one in a file without a name, so that memory does not grow with the number of pieces
/// and nothing is left behind.
struct Spool: Sendable {
    fileprivate enum Storage {
        case memory([UInt8])
        case file(OpenFile)
    }

    let digest: Digest
    let sizeInBytes: Int64
    fileprivate let storage: Storage

    /// A text that is known whole.
    init(_ text: String) throws(VaultError) { try self.init(Array(text.utf8)) }

    /// Bytes that are known whole.
    init(_ bytes: [UInt8]) throws(VaultError) {
        digest = try hashing { () throws(OpenSSLError) in try DigestHasher.digest(of: bytes) }
        (sizeInBytes, storage) = (Int64(bytes.count), .memory(bytes))
    }

    fileprivate init(digest: Digest, sizeInBytes: Int64, storage: Storage) {
        (self.digest, self.sizeInBytes, self.storage) = (digest, sizeInBytes, storage)
    }

    /// All of it. For what is known to be small.
    func bytes() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try forEachChunk { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// Calls `consume` with all of it, in order.
    func forEachChunk(_ consume: (UnsafeRawBufferPointer) throws -> Void) throws {
        let buffer = ReadBuffer()
        var offset: Int64 = 0
        while offset < sizeInBytes {
            let count = try fill(buffer, at: offset)
            guard count > 0 else { throw truncated }
            try consume(buffer.filled(count))
            offset += Int64(count)
        }
    }

    /// Calls `consume` with all of it, in order, and waits for it.
    func forEachPart(_ consume: ([UInt8]) async throws -> Void) async throws {
        let buffer = ReadBuffer()
        var offset: Int64 = 0
        while offset < sizeInBytes {
            let count = try fill(buffer, at: offset)
            guard count > 0 else { throw truncated }
            try await consume(Array(buffer.filled(count)))
            offset += Int64(count)
        }
    }

    /// Calls `consume` with each line, without its end.
    func forEachLineNow(_ consume: (Substring) throws -> Void) throws {
        let buffer = ReadBuffer()
        var offset: Int64 = 0
        while offset < sizeInBytes {
            let lines = try lines(at: &offset, buffer)
            for line in lines.split(separator: "\n") { try consume(line) }
        }
    }

    /// Calls `consume` with each line, without its end.
    func forEachLine(_ consume: (Substring) async throws -> Void) async throws {
        let buffer = ReadBuffer()
        var offset: Int64 = 0
        while offset < sizeInBytes {
            let lines = try lines(at: &offset, buffer)
            for line in lines.split(separator: "\n") { try await consume(line) }
        }
    }

    /// As many whole lines as are read at once.
    private func lines(at offset: inout Int64, _ buffer: borrowing ReadBuffer) throws -> String {
        let count = try fill(buffer, at: offset)
        // Lines are short and all end, so every full buffer holds the end of one.
        guard let end = buffer.filled(count).lastIndex(of: UInt8(ascii: "\n")) else { throw truncated }
        offset += Int64(end) + 1
        return String(decoding: buffer.filled(end), as: UTF8.self)
    }

    /// Reads up to the buffer's length at an offset and returns the count, 0 at the end.
    func read(at offset: Int64, into buffer: UnsafeMutableRawBufferPointer) throws(SystemCallFailure) -> Int {
        switch storage {
        case .memory(let bytes):
            let part = bytes.dropFirst(Int(offset)).prefix(buffer.count)
            buffer.copyBytes(from: part)
            return part.count
        case .file(let file): return try LinuxFileSystem().read(file, at: offset, into: buffer)
        }
    }

    private func fill(_ buffer: borrowing ReadBuffer, at offset: Int64) throws(VaultError) -> Int {
        let file: OpenFile
        switch storage {
        case .memory(let bytes):
            let part = bytes.dropFirst(Int(offset)).prefix(buffer.bytes.count)
            buffer.bytes.copyBytes(from: part)
            return part.count
        case .file(let open): file = open
        }
        do throws(SystemCallFailure) {
            return try LinuxFileSystem().fill(buffer, from: file, at: offset)
        } catch {
            throw VaultError(error)
        }
    }

    private var truncated: VaultError {
        .storageFailed(StorageFailure(operation: "export", detail: "a temporary file is shorter than was written"))
    }
}

/// Writes a ``Spool``.
struct SpoolWriter: ~Copyable {
    private static let bufferSize = 1 << 16

    private let folder: FilePath
    private var file: OpenFile?
    private var hasher: DigestHasher
    private var pending: [UInt8] = []
    private var sizeInBytes: Int64 = 0

    /// - Parameter folder: Where the file is made when it comes to one.
    init(in folder: FilePath) throws(VaultError) {
        self.folder = folder
        hasher = try hashing { () throws(OpenSSLError) in try DigestHasher() }
    }

    mutating func write(_ text: String) throws(VaultError) { try write(text.utf8) }

    mutating func write(_ bytes: some Sequence<UInt8>) throws(VaultError) {
        pending.append(contentsOf: bytes)
        if pending.count >= Self.bufferSize { try flush() }
    }

    mutating func finish() throws(VaultError) -> Spool {
        guard let file else { return try Spool(pending) }
        try flush()
        do throws(OpenSSLError) {
            return Spool(digest: try hasher.finish(), sizeInBytes: sizeInBytes, storage: .file(file))
        } catch {
            throw VaultError(error)
        }
    }

    private mutating func flush() throws(VaultError) {
        guard !pending.isEmpty else { return }
        do throws(OpenSSLError) { try hasher.update(pending) } catch { throw VaultError(error) }
        let file = try openFile()
        var failure: SystemCallFailure?
        pending.withUnsafeBytes { bytes in
            do throws(SystemCallFailure) { try LinuxFileSystem().write(bytes, to: file) } catch { failure = error }
        }
        if let failure { throw VaultError(failure) }
        sizeInBytes += Int64(pending.count)
        pending.removeAll(keepingCapacity: true)
    }

    private mutating func openFile() throws(VaultError) -> OpenFile {
        if let file { return file }
        let folder = folder
        let new = try onVault { () throws(SystemCallFailure) in
            try LinuxFileSystem().createUnnamed(in: folder, permissions: .ownerReadWrite)
        }
        file = new
        return new
    }
}
