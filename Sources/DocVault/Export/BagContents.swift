/// What is in a bag: each file's digest, and the text of the few files that say what should be there.
struct BagContents: Sendable {
    struct File: Sendable {
        let path: String
        let blob: BlobDescriptor
    }

    /// Longer ones are hashed like any file, and reported as malformed.
    private static let longestTagFile = 1 << 28

    private(set) var files: [File] = []
    private(set) var tagFiles: [String: [UInt8]] = [:]
    private(set) var notFiles: [String] = []

    /// Takes all parts from a queue until it is finished.
    init(hashing queue: BoundedQueue<BagPart>, _ progress: (Int64) -> Void) throws(OpenSSLError) {
        // Emptied in any case: who fills the queue waits for room in it.
        defer { while queue.take() != nil {} }
        var hasher = try DigestHasher()
        var current: (path: String, size: Int64)?
        var text: [UInt8] = []
        var total: Int64 = 0
        while let part = queue.take() {
            switch part {
            case .file(let path):
                try finish(current, &hasher, &text)
                current = (path, 0)
            case .bytes(let bytes):
                try hasher.update(bytes)
                current?.size += Int64(bytes.count)
                if let path = current?.path, Self.isTagFile(path), text.count <= Self.longestTagFile { text += bytes }
                total += Int64(bytes.count)
                progress(total)
            case .notAFile(let path): notFiles.append(path)
            }
        }
        try finish(current, &hasher, &text)
    }

    private mutating func finish(
        _ current: (path: String, size: Int64)?, _ hasher: inout DigestHasher, _ text: inout [UInt8]
    ) throws(OpenSSLError) {
        guard let (path, size) = current else { return }
        files.append(File(path: path, blob: BlobDescriptor(digest: try hasher.finish(), sizeInBytes: size)))
        if Self.isTagFile(path) { tagFiles[path] = text }
        text = []
    }

    /// Whether a file lies at the top of the bag, where the files are that describe it.
    private static func isTagFile(_ path: String) -> Bool { path.utf8.count { $0 == UInt8(ascii: "/") } == 1 }
}
