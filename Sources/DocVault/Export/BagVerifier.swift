internal import Foundation
public import SystemPackage

/// Checks a bag against its own manifests (RFC 8493), in an archive or unpacked, with no vault at hand.
///
/// Every file is hashed, listed or not. An archive is read as it is, nothing is unpacked, and no name in it is used as a
/// path. Reading and hashing run side by side.
public struct BagVerifier: Sendable {
    private let executor: BlockingExecutor

    public init(executor: BlockingExecutor) { self.executor = executor }

    /// Verifies an archive or an unpacked bag.
    /// - Parameter progress: Called with the bytes read so far.
    /// - Throws: ``VaultError/sourceUnreadable(name:_:)``, or ``VaultError/archiveUnreadable(name:reason:)`` when it is
    ///   neither.
    public func verify(
        _ path: FilePath, progress: @escaping @Sendable (Int64) -> Void = { _ in }
    ) async throws -> BagReport {
        let status: FileStatus?
        do throws(SystemCallFailure) {
            status = try LinuxFileSystem().status(at: path)
        } catch {
            throw VaultError.sourceUnreadable(name: path.string, SourceProblem(error))
        }
        switch status?.kind {
        case .folder: return try await verify(FolderFiles(path), progress)
        case .file:
            let file: OpenFile
            do throws(SystemCallFailure) {
                file = try LinuxFileSystem().open(path)
            } catch {
                throw VaultError.sourceUnreadable(name: path.string, SourceProblem(error))
            }
            do {
                return try await verify(ArchiveFiles(descriptor: file.handle), progress)
            } catch let error as ArchiveError {
                throw VaultError.archiveUnreadable(name: path.string, reason: error.reason)
            }
        case .other, nil: throw VaultError.sourceUnreadable(name: path.string, .missing)
        }
    }

    /// Verifies an archive that is open, from its beginning.
    func verify(archive descriptor: Int32) async throws -> BagReport {
        try await verify(ArchiveFiles(descriptor: descriptor), { _ in })
    }

    private func verify(_ files: some BagFiles, _ progress: @escaping @Sendable (Int64) -> Void) async throws
        -> BagReport
    {
        try await executor.run { try Self.verifyBlocking(files, progress) }
    }

    /// Reads on this thread and hashes on another.
    private static func verifyBlocking(
        _ files: some BagFiles, _ progress: @escaping @Sendable (Int64) -> Void
    ) throws -> BagReport {
        let queue = BoundedQueue<BagPart>(capacity: 64)
        let hashing = SideThread { try BagContents(hashing: queue, progress) }
        do {
            defer { queue.finish() }
            try files.forEachPart { queue.put($0) }
        } catch {
            _ = try? hashing.value()
            throw error
        }
        return BagCheck(try hashing.value()).report()
    }
}

/// A piece of a bag as it is read: which file begins, its bytes, or what cannot be one.
enum BagPart: Sendable {
    case file(path: String)
    case bytes([UInt8])
    case notAFile(path: String)
}

/// Where the files of a bag come from.
protocol BagFiles: Sendable {
    /// Calls `consume` with each file and its bytes, in whatever order they are found.
    func forEachPart(_ consume: (BagPart) -> Void) throws
}

/// How much is handed to the hashing side at once. Arrays of more than 128 KiB go back to the kernel when they are freed,
/// and getting them again costs more than reading them.
private let partSize = 1 << 16

/// The entries of an archive.
struct ArchiveFiles: BagFiles {
    let descriptor: Int32

    func forEachPart(_ consume: (BagPart) -> Void) throws {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw ArchiveError(Sentence("archive.notFromBeginning"))
        }
        var reader = try ArchiveReader(readingFrom: descriptor)
        while let entry = try reader.next() {
            if entry.isFolder { continue }
            guard entry.isFile else {
                consume(.notAFile(path: entry.path))
                continue
            }
            consume(.file(path: entry.path))
            while true {
                let bytes = try [UInt8](unsafeUninitializedCapacity: partSize) { buffer, count in
                    count = try reader.read(into: UnsafeMutableRawBufferPointer(buffer))
                }
                guard !bytes.isEmpty else { break }
                consume(.bytes(bytes))
            }
        }
    }
}

/// The files of an unpacked bag.
struct FolderFiles: BagFiles {
    let root: FilePath

    init(_ root: FilePath) { self.root = root }

    /// The name of the folder, also where it was named by `.` or `..`.
    private static func name(of root: FilePath) -> String {
        let whole = root.withPlatformString { realpath($0, nil) }
        defer { free(whole) }
        return whole.flatMap { FilePath(platformString: $0).lastComponent?.string } ?? "bag"
    }

    func forEachPart(_ consume: (BagPart) -> Void) throws {
        let fileSystem = LinuxFileSystem()
        let top = Self.name(of: root)
        for found in FolderWalk([root]) {
            var relative = found.path
            _ = relative.removePrefix(root)
            let path = "\(top)/\(relative.string)"
            guard case .success(let source) = found.source, !found.isLink else {
                consume(.notAFile(path: path))
                continue
            }
            let file: OpenFile
            do throws(SystemCallFailure) { file = try fileSystem.open(source.path) } catch {
                throw VaultError.sourceUnreadable(name: source.path.string, SourceProblem(error))
            }
            consume(.file(path: path))
            var offset: Int64 = 0
            while true {
                let bytes = try [UInt8](unsafeUninitializedCapacity: partSize) { buffer, count in
                    count = try fileSystem.read(file, at: offset, into: UnsafeMutableRawBufferPointer(buffer))
                }
                guard !bytes.isEmpty else { break }
                offset += Int64(bytes.count)
                consume(.bytes(bytes))
            }
        }
    }
}
