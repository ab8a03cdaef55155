public import SystemPackage

/// A path that somebody named or a walk came by, and the file there or why there is none to read.
public struct FoundFile: Sendable {
    public let path: FilePath
    public let source: Result<SourceFile, VaultError>
    /// Whether it was reached through a link.
    let isLink: Bool

    init(_ path: FilePath, isLink: Bool = false) {
        (self.path, self.isLink) = (path, isLink)
        source = Result { () throws(VaultError) in try SourceFile(path) }
    }

    init(_ path: FilePath, _ problem: SourceProblem) {
        (self.path, isLink) = (path, false)
        source = .failure(.sourceUnreadable(name: path.string, problem))
    }
}

/// Some files that are deposited together, in the order in which they were found.
struct FileBatch: Sendable {
    private let found: [FoundFile]
    /// Those that can be read.
    let files: [SourceFile]
    /// The position of the first of ``files`` among a requirement's attachments.
    let firstPosition: Int

    init(_ found: [FoundFile], firstPosition: Int) {
        self.found = found
        self.firstPosition = firstPosition
        files = found.compactMap { item in
            switch item.source {
            case .success(let file): file
            case .failure: nil
            }
        }
    }

    /// Puts the results of ``files`` and the files that could not be read back in the order they were found in.
    func merging(_ results: [Result<AttachedFile, VaultError>]) -> [FileAttachment] {
        var results = results.makeIterator()
        return found.compactMap { item in
            switch item.source {
            case .success: results.next().map { FileAttachment(path: item.path, result: $0) }
            case .failure(let error): FileAttachment(path: item.path, result: .failure(error))
            }
        }
    }
}

/// Takes files as they are found and hands them on in batches.
struct BatchIterator<Files: IteratorProtocol<FoundFile>>: IteratorProtocol {
    private var files: Files
    private var position: Int
    private let (largestCount, largestBytes): (Int, Int64)

    init(_ files: Files, firstPosition: Int, count: Int, bytes: Int64) {
        self.files = files
        position = firstPosition
        (largestCount, largestBytes) = (count, bytes)
    }

    mutating func next() -> FileBatch? {
        var found: [FoundFile] = []
        var bytes: Int64 = 0
        while found.count < largestCount, bytes < largestBytes, let file = files.next() {
            found.append(file)
            if case .success(let source) = file.source { bytes += source.status.sizeInBytes }
        }
        guard !found.isEmpty else { return nil }
        defer { position += found.count }
        return FileBatch(found, firstPosition: position)
    }
}

/// Hands on numbered things in the order of their numbers, however they come.
struct InOrder<Thing> {
    private var waiting: [Int: Thing] = [:]
    private var next = 0

    /// Takes one thing in, and gives those whose turn has come.
    mutating func take(_ thing: Thing, _ number: Int) -> [Thing] {
        waiting[number] = thing
        var ready: [Thing] = []
        while let thing = waiting.removeValue(forKey: next) {
            ready.append(thing)
            next += 1
        }
        return ready
    }
}
