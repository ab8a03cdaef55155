internal import Foundation
public import SystemPackage

/// Lends a new empty folder, and removes it with all that is in it when `body` is done.
public func withTemporaryDirectory<Value>(
    isolation: isolated (any Actor)? = #isolation, _ body: (FilePath) async throws -> Value
) async throws -> Value {
    let url = parent.appending(path: "docvault-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: url) }
    return try await body(FilePath(url.path))
}

/// Memory where there is a file system in it: some tests synchronise thousands of times, and none needs a disk.
/// `DOCVAULT_TEST_FOLDER` names another place, such as a real disk.
private var parent: URL {
    if let folder = ProcessInfo.processInfo.environment["DOCVAULT_TEST_FOLDER"] { return URL(filePath: folder) }
    let memory = "/dev/shm"
    return FileManager.default.isWritableFile(atPath: memory) && hasRoomForFolders(memory)
        ? URL(filePath: memory) : FileManager.default.temporaryDirectory
}

/// Whether a file system takes many more folders. A vault has four thousand, hundreds of tests run side by side, and one in
/// memory takes as many as there is memory for.
private func hasRoomForFolders(_ path: String) -> Bool {
    var status = statvfs()
    return statvfs(path, &status) == 0 && status.f_favail > 500_000
}

extension FilePath {
    /// Writes a file whole, in place of what was there.
    @discardableResult
    public func write(_ bytes: some Sequence<UInt8>) throws -> FilePath {
        try Data(bytes).write(to: URL(filePath: string))
        return self
    }

    /// All bytes of the file.
    public func contents() throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: string))) }

    /// The names in the folder, in order.
    public func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: string).sorted()
    }

    public func makeFolder() throws {
        try FileManager.default.createDirectory(atPath: string, withIntermediateDirectories: true)
    }
}
