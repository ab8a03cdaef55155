internal import Foundation
internal import SystemPackage

/// Text that was written once, counted and hashed: what an export must know whole before it writes it.
///
/// In a file without a name, so that memory does not grow with the number of pieces and nothing is left behind.
struct Spool: Sendable {
    let digest: Digest
    let sizeInBytes: Int64
    fileprivate let file: OpenFile

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

    /// Calls `consume` with each line, without its end.
    func forEachLine(_ consume: (Substring) async throws -> Void) async throws {
        let buffer = ReadBuffer()
        var offset: Int64 = 0
        while offset < sizeInBytes {
            let count = try fill(buffer, at: offset)
            // Lines are short and all end, so every full buffer holds the end of one.
            guard let end = buffer.filled(count).lastIndex(of: UInt8(ascii: "\n")) else { throw truncated }
            let text = String(decoding: buffer.filled(end), as: UTF8.self)
            for line in text.split(separator: "\n") { try await consume(line) }
            offset += Int64(end) + 1
        }
    }

    private func fill(_ buffer: borrowing ReadBuffer, at offset: Int64) throws(VaultError) -> Int {
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

    private let file: OpenFile
    private var hasher: DigestHasher
    private var pending: [UInt8] = []
    private var sizeInBytes: Int64 = 0

    init(in folder: FilePath) throws(VaultError) {
        let file = try onVault { () throws(SystemCallFailure) in
            try LinuxFileSystem().createUnnamed(in: folder, permissions: .ownerReadWrite)
        }
        hasher = try hashing { () throws(OpenSSLError) in try DigestHasher() }
        self.file = file
    }

    mutating func write(_ text: String) throws(VaultError) {
        pending.append(contentsOf: text.utf8)
        if pending.count >= Self.bufferSize { try flush() }
    }

    mutating func finish() throws(VaultError) -> Spool {
        try flush()
        do throws(OpenSSLError) {
            return Spool(digest: try hasher.finish(), sizeInBytes: sizeInBytes, file: file)
        } catch {
            throw VaultError(error)
        }
    }

    private mutating func flush() throws(VaultError) {
        guard !pending.isEmpty else { return }
        do throws(OpenSSLError) { try hasher.update(pending) } catch { throw VaultError(error) }
        var failure: SystemCallFailure?
        pending.withUnsafeBytes { bytes in
            do throws(SystemCallFailure) { try LinuxFileSystem().write(bytes, to: file) } catch { failure = error }
        }
        if let failure { throw VaultError(failure) }
        sizeInBytes += Int64(pending.count)
        pending.removeAll(keepingCapacity: true)
    }
}
