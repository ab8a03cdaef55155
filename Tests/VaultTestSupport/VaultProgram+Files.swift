internal import Foundation

extension VaultProgram {
    /// The absolute path of something in the folder.
    public func path(_ name: String) -> String { "\(folder)/\(name)" }

    /// Writes a file, and the folders it lies in.
    public func write(_ bytes: [UInt8], to name: String) throws {
        let url = URL(filePath: path(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    public func write(_ text: String, to name: String) throws { try write(Array(text.utf8), to: name) }

    /// The bytes of a file, or `nil` when there is none.
    public func bytes(_ name: String) -> [UInt8]? { FileManager.default.contents(atPath: path(name)).map(Array.init) }

    public func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

    /// The files in a folder and its folders, by their paths in it, in order.
    public func files(in name: String) -> [String] {
        let found = FileManager.default.enumerator(atPath: path(name))?.compactMap { $0 as? String } ?? []
        var isFolder: ObjCBool = false
        return found.filter {
            FileManager.default.fileExists(atPath: path("\(name)/\($0)"), isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }

    /// The root of the sources that the tests were built from.
    public static let sourceRoot: String = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
}
