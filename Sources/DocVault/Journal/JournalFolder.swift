internal import Foundation
internal import SystemPackage

/// The published form of a journal: tiles and checkpoint in a folder, in the layout of C2SP tlog-tiles.
///
/// Everything here can be made again from the catalog, except that what was once signed must stay true.
struct JournalFolder: TileSource, Sendable {
    /// Larger than any tile, bundle, checkpoint or token.
    private static let largestFile = 1 << 20

    let path: FilePath
    let fileSystem: any FileSystem

    init(_ path: FilePath, fileSystem: any FileSystem = LinuxFileSystem()) {
        (self.path, self.fileSystem) = (path, fileSystem)
    }

    func tile(_ coordinate: TileCoordinate) throws -> [UInt8] {
        guard let bytes = try file(coordinate.path) else { throw JournalFlaw.tileMissing(path: coordinate.path) }
        guard bytes.count == coordinate.byteCount else {
            let first = coordinate.index << (8 * (coordinate.level + 1))
            throw JournalFlaw.tileDamaged(path: coordinate.path, firstSequence: first)
        }
        return bytes
    }

    /// The content of a small file, or `nil` when there is none.
    func file(_ name: String) throws(VaultError) -> [UInt8]? {
        do throws(SystemCallFailure) {
            let file = try fileSystem.open(path.appending(name))
            let buffer = ReadBuffer()
            return Array(buffer.filled(try fileSystem.fill(buffer, from: file, at: 0)))
        } catch {
            guard error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory else { throw VaultError(error) }
            return nil
        }
    }

    /// Writes a file that no checkpoint covers yet. It is durable only after ``synchronize(_:)``.
    ///
    /// A power cut may have left one of this name with other content: nobody has signed that, so it is replaced.
    func write(_ bytes: [UInt8], to name: String) throws(VaultError) {
        guard try file(name) != bytes else { return }
        try onVault { () throws(SystemCallFailure) in
            try makeFolders(above: name)
            try fileSystem.remove(path.appending(name))
            try fileSystem.link(try written(bytes), to: path.appending(name))
        }
    }

    /// Replaces a file in one step, durably.
    func replace(_ bytes: [UInt8], at name: String) throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in
            try makeFolders(above: name)
            let file = try written(bytes)
            try fileSystem.synchronizeData(file)
            let new = path.appending("\(name).new")
            try fileSystem.remove(new)
            try fileSystem.link(file, to: new)
            try fileSystem.rename(new, to: path.appending(name))
            try fileSystem.synchronizeFolder(path.appending(name).removingLastComponent())
        }
    }

    func remove(_ name: String) throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in try fileSystem.remove(path.appending(name)) }
    }

    /// A handle to synchronise all that is written here after it was opened.
    func watch() throws(VaultError) -> OpenFile {
        try onVault { () throws(SystemCallFailure) in try fileSystem.open(path) }
    }

    func synchronize(_ watch: OpenFile) throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in try fileSystem.synchronizeAll(watch) }
    }

    private func written(_ bytes: [UInt8]) throws(SystemCallFailure) -> OpenFile {
        let file = try fileSystem.createUnnamed(in: path, permissions: [.ownerReadWrite, .groupRead, .otherRead])
        var failure: SystemCallFailure?
        bytes.withUnsafeBytes { buffer in
            do throws(SystemCallFailure) { try fileSystem.write(buffer, to: file) } catch { failure = error }
        }
        if let failure { throw failure }
        return file
    }

    private func makeFolders(above name: String) throws(SystemCallFailure) {
        var folder = path
        for component in name.split(separator: "/").dropLast() {
            folder.append(String(component))
            try fileSystem.makeFolder(folder, permissions: .folder)
        }
    }
}
