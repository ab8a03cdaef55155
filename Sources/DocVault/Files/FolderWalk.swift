internal import Foundation
public import SystemPackage

/// Files and the files in folders, found one after the other, each folder's in the order of their names.
///
/// A link to a file counts as the file. A link to a folder is not followed, so a circle of links cannot catch the walk; it
/// is handed on as what it is, and so is a folder that may not be read: nothing is passed over in silence.
public struct FolderWalk: Sequence {
    private let paths: [FilePath]

    /// - Parameter paths: Files and folders, in the order in which to take them.
    public init(_ paths: [FilePath]) { self.paths = paths }

    public func makeIterator() -> Iterator { Iterator(paths) }

    public struct Iterator: IteratorProtocol {
        /// What is still to be looked at, the next one last.
        private var pending: [(path: FilePath, isNamed: Bool)]

        init(_ paths: [FilePath]) { pending = paths.reversed().map { ($0, true) } }

        public mutating func next() -> FoundFile? {
            while let (path, isNamed) = pending.popLast() {
                var information = stat()
                guard path.withPlatformString({ lstat($0, &information) }) == 0 else { return FoundFile(path) }
                let isLink = information.st_mode & S_IFMT == S_IFLNK
                if isLink, path.withPlatformString({ stat($0, &information) }) != 0 { return FoundFile(path) }
                guard information.st_mode & S_IFMT == S_IFDIR else { return FoundFile(path, isLink: isLink) }
                guard !isLink || isNamed else { return FoundFile(path, .linkToFolder) }
                guard let names = Self.names(in: path) else { return FoundFile(path, .notPermitted) }
                pending += names.reversed().map { (path.appending($0), false) }
            }
            return nil
        }

        /// The names in a folder, in the order of their bytes; `nil` when it may not be read.
        private static func names(in folder: FilePath) -> [FilePath.Component]? {
            guard let stream = folder.withPlatformString({ opendir($0) }) else { return nil }
            defer { closedir(stream) }
            var names: [[CChar]] = []
            while let entry = readdir(stream) {
                let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                    tuple.withMemoryRebound(to: CChar.self, capacity: 256) {
                        Array(UnsafeBufferPointer(start: $0, count: strlen($0) + 1))
                    }
                }
                if name != [46, 0], name != [46, 46, 0] { names.append(name) }
            }
            names.sort { left, right in strcmp(left, right) < 0 }
            return names.compactMap { name in
                name.withUnsafeBufferPointer { FilePath.Component(platformString: $0.baseAddress!) }
            }
        }
    }
}
