internal import Foundation
internal import SystemPackage

/// A piece of a bag as it is read: which file begins, its bytes, or what cannot be one.
enum BagPart: Sendable {
    case folder(path: String)
    case file(path: String)
    case bytes([UInt8])
    case notAFile(path: String, Sentence)
    /// The bytes of the file that began last cannot be had, all or some.
    case unreadable(Sentence)
    case odd(BagOddity)
}

/// Where the files of a bag come from.
protocol BagFiles: Sendable {
    /// Whether the name at the top is one that anybody may have changed since.
    var isFolder: Bool { get }
    /// How many bytes all of it takes where it lies, when that says something of how many it may give.
    var packedSizeInBytes: Int64? { get }

    /// Calls `consume` with each file, and with the bytes of those that are wanted, in whatever order they are found. Every call
    /// finds the same, as long as nobody changes it.
    func forEachPart(wanting: (String) -> Bool, _ consume: (BagPart) throws -> Void) throws
}

/// What is odd about an archive as such.
struct BagOddity: Hashable, Sendable {
    /// The entry, or `nil` for the archive.
    let path: String?
    let sentence: Sentence
    /// Whether two programs may see different files in it.
    let isProblem: Bool
}

/// How much is handed on at once. Arrays of more than 128 KiB go back to the kernel when they are freed, and getting them
/// again costs more than reading them.
private let partSize = 1 << 16

/// The entries of an archive.
struct ArchiveFiles: BagFiles {
    let descriptor: Int32
    /// What keeps the descriptor open, when that is nobody else's affair.
    var owner: OpenFile? = nil

    var isFolder: Bool { false }

    var packedSizeInBytes: Int64? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int64(status.st_size) : nil
    }

    func forEachPart(wanting: (String) -> Bool, _ consume: (BagPart) throws -> Void) throws {
        // First: what is odd may be why it cannot be read.
        let file = ZipFile(descriptor)
        if let file { for oddity in ZipDirectory.oddities(of: file) { try consume(.odd(oddity)) } }
        guard lseek(descriptor, 0, SEEK_SET) == 0 else {
            throw ArchiveError(Sentence("archive.notFromBeginning"))
        }
        var reader = try ArchiveReader(readingFrom: descriptor)
        while let entry = try reader.next() {
            if entry.isFolder {
                try consume(.folder(path: entry.path))
            } else if !entry.isFile {
                try consume(.notAFile(path: entry.path, Sentence("bag.notAFile")))
            } else if entry.isEncrypted {
                try consume(.notAFile(path: entry.path, Sentence("bag.encrypted")))
            } else {
                try consume(.file(path: entry.path))
                if wanting(entry.path) { try read(entry, &reader, consume) }
            }
        }
        if reader.isZip, file == nil {
            try consume(
                .odd(BagOddity(path: nil, sentence: Sentence("archive.zipLeading"), isProblem: true)))
        }
        if let oddity = reader.rest(of: descriptor) { try consume(.odd(oddity)) }
    }

    private func read(
        _ entry: ArchiveReader.Entry, _ reader: inout ArchiveReader, _ consume: (BagPart) throws -> Void
    ) throws {
        while true {
            let bytes: [UInt8]
            do {
                bytes = try [UInt8](unsafeUninitializedCapacity: partSize) { buffer, count in
                    count = try reader.read(into: UnsafeMutableRawBufferPointer(buffer))
                }
            } catch let error as ArchiveError where error.isOfEntry {
                // The next entry can be read all the same.
                return try consume(.unreadable(error.reason))
            } catch let error as ArchiveError {
                try consume(.unreadable(error.reason))
                throw error
            }
            guard !bytes.isEmpty else { return }
            try consume(.bytes(bytes))
        }
    }
}

/// The files of an unpacked bag.
struct FolderFiles: BagFiles {
    let root: FilePath

    init(_ root: FilePath) { self.root = root }

    var isFolder: Bool { true }
    var packedSizeInBytes: Int64? { nil }

    /// The name of the folder, also where it was named by `.` or `..`.
    private static func name(of root: FilePath) -> String {
        let whole = root.withPlatformString { realpath($0, nil) }
        defer { free(whole) }
        return whole.flatMap { FilePath(platformString: $0).lastComponent?.string } ?? "bag"
    }

    func forEachPart(wanting: (String) -> Bool, _ consume: (BagPart) throws -> Void) throws {
        let fileSystem = LinuxFileSystem()
        let top = Self.name(of: root)
        if (try? fileSystem.status(at: root.appending("data")))?.kind == .folder {
            try consume(.folder(path: "\(top)/data/"))
        }
        for found in FolderWalk([root]) {
            var relative = found.path
            _ = relative.removePrefix(root)
            let path = "\(top)/\(relative.string)"
            guard case .success(let source) = found.source, !found.isLink else {
                try consume(.notAFile(path: path, Sentence("bag.notAFile")))
                continue
            }
            try consume(.file(path: path))
            guard wanting(path) else { continue }
            var content = try naming(source.path) { () throws(SystemCallFailure) in
                FileContent(file: try fileSystem.open(source.path))
            }
            while true {
                let bytes = try naming(source.path) { () throws(SystemCallFailure) in try content.next() }
                guard !bytes.isEmpty else { break }
                try consume(.bytes(bytes))
            }
        }
    }
}

/// A file that is read from its beginning.
private struct FileContent {
    let file: OpenFile
    private var offset: Int64 = 0

    init(file: OpenFile) { self.file = file }

    mutating func next() throws(SystemCallFailure) -> [UInt8] {
        var failure: SystemCallFailure?
        let bytes = [UInt8](unsafeUninitializedCapacity: partSize) { buffer, count in
            do throws(SystemCallFailure) {
                count = try LinuxFileSystem().read(file, at: offset, into: UnsafeMutableRawBufferPointer(buffer))
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        offset += Int64(bytes.count)
        return bytes
    }
}

private func naming<Value>(
    _ path: FilePath, _ body: () throws(SystemCallFailure) -> Value
) throws(VaultError) -> Value {
    do throws(SystemCallFailure) {
        return try body()
    } catch {
        throw .sourceUnreadable(name: path.string, SourceProblem(error))
    }
}
