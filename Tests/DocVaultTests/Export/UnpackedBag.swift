import Foundation
import SystemPackage
import VaultTestSupport

@testable import DocVault

/// A bag in a folder, unpacked by the tools an auditor has, to be spoilt and looked at again.
struct UnpackedBag {
    let folder: FilePath
    let name: String

    var path: FilePath { folder.appending(name) }

    init(_ archive: FilePath, _ format: ArchiveFormat, in parent: FilePath) throws {
        folder = parent.appending("unpacked-\(UUID().uuidString)")
        try folder.makeFolder()
        switch format {
        case .zip: try run("/usr/bin/env", "python3", "-m", "zipfile", "-e", archive.string, folder.string)
        case .tar: try run("/usr/bin/env", "tar", "-C", folder.string, "-xf", archive.string)
        case .tarZstandard: try run("/usr/bin/env", "tar", "-C", folder.string, "--zstd", "-xf", archive.string)
        }
        name = try folder.names().joined()
    }

    /// Packs it again, and returns the archive.
    func packed(as format: ArchiveFormat) throws -> FilePath {
        let archive = folder.appending("packed.\(format.rawValue)")
        switch format {
        case .zip: try run("/usr/bin/env", "python3", "-m", "zipfile", "-c", archive.string, path.string)
        case .tar: try run("/usr/bin/env", "tar", "-C", folder.string, "-cf", archive.string, name)
        case .tarZstandard:
            try run("/usr/bin/env", "tar", "-C", folder.string, "--zstd", "-cf", archive.string, name)
        }
        return archive
    }

    /// The paths of all files, from the top of the bag.
    func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: path.string).filter { file in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path.appending(file).string, isDirectory: &isFolder)
                && !isFolder.boolValue
        }.sorted()
    }

    func verify() async throws -> [BagProblem] {
        try await BagVerifier(executor: BlockingExecutor()).verify(path).problems
    }
}

/// Runs a tool to its end.
func run(_ tool: String, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: tool)
    process.arguments = arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw TestError(Int(process.terminationStatus)) }
}
