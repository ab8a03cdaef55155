public import SystemPackage

/// A file that somebody named for deposit: where it is, and what it was when it was found.
public struct SourceFile: Sendable {
    public let path: FilePath
    /// The file's identity, size and time when it was found; reading checks that it is still the same.
    public let status: FileStatus

    /// Looks at a file, links followed.
    /// - Throws: ``VaultError/sourceUnreadable(name:_:)`` when it is missing, not a file, or may not be seen.
    public init(_ path: FilePath, in fileSystem: some FileSystem = LinuxFileSystem()) throws(VaultError) {
        let found: FileStatus?
        do throws(SystemCallFailure) {
            found = try fileSystem.status(at: path)
        } catch {
            throw .sourceUnreadable(name: path.string, SourceProblem(error))
        }
        guard let found else { throw .sourceUnreadable(name: path.string, .missing) }
        guard found.kind == .file else { throw .sourceUnreadable(name: path.string, .notAFile) }
        self.init(path: path, status: found)
    }

    init(path: FilePath, status: FileStatus) {
        (self.path, self.status) = (path, status)
    }

    /// The name without its folders, as a person knows it.
    public var name: OriginalName { OriginalName(path) }

    /// The whole file, for small ones.
    public func bytes() throws(VaultError) -> [UInt8] {
        let reader = try SourceReader(self, fileSystem: LinuxFileSystem())
        var bytes: [UInt8] = []
        while let chunk = try reader.chunk(at: Int64(bytes.count)) { bytes += chunk }
        return bytes
    }

    func problem(_ failure: SystemCallFailure) -> VaultError {
        .sourceUnreadable(name: path.string, SourceProblem(failure))
    }
}
