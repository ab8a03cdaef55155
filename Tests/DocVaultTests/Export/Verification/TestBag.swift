import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// A bag in memory, file by file in the order in which an archive would have them.
struct TestBag {
    var name: String
    var files: [(path: String, bytes: [UInt8])] = []

    subscript(path: String) -> [UInt8]? {
        get { files.first { $0.path.utf8.elementsEqual(path.utf8) }?.bytes }
        set {
            let index = files.firstIndex { $0.path.utf8.elementsEqual(path.utf8) }
            switch (index, newValue) {
            case (let index?, let bytes?): files[index].bytes = bytes
            case (let index?, nil): files.remove(at: index)
            case (nil, let bytes?): files.append((path, bytes))
            case (nil, nil): break
            }
        }
    }

    subscript(text path: String) -> String {
        get { String(decoding: self[path] ?? [], as: UTF8.self) }
        set { self[path] = Array(newValue.utf8) }
    }

    /// Writes a manifest of the files that `isNamed` holds of, in their order.
    mutating func writeManifest(
        _ path: String, _ algorithm: ManifestAlgorithm = .sha256, of isNamed: (String) -> Bool
    ) throws {
        let lines = try files.filter { isNamed($0.path) }.map { file in
            "\(try Self.digest(of: file.bytes, algorithm))  \(file.path)\n"
        }
        self[text: path] = lines.joined()
    }

    static func digest(of bytes: [UInt8], _ algorithm: ManifestAlgorithm = .sha256) throws -> String {
        var hasher = try ForeignDigest(algorithm)
        try hasher.update(bytes)
        var digest: [UInt8] = []
        try hasher.finish(into: &digest)
        return Hexadecimal.encode(digest)
    }

    @discardableResult
    func write(into folder: FilePath) throws -> FilePath {
        let top = folder.appending(name)
        try top.makeFolder()
        for file in files {
            let path = top.appending(file.path)
            try path.removingLastComponent().makeFolder()
            try path.write(file.bytes)
        }
        return top
    }

    @discardableResult
    func pack(_ format: ArchiveFormat, to path: FilePath) throws -> FilePath {
        try path.write(try PackedArchive(files.map { ("\(name)/\($0.path)", $0.bytes) }, as: format).bytes)
        return path
    }

    func verify(trusting trust: BagTrust = .none) async throws -> BagReport {
        try await withTemporaryDirectory { folder in
            let path = try write(into: folder)
            return try await BagVerifier(executor: BlockingExecutor()).verify(path, trusting: trust)
        }
    }
}
