/// One file of an archive, before its content is known.
struct ArchiveEntry: Hashable, Sendable {
    /// ASCII, with `/`.
    let path: String
    let sizeInBytes: Int64
}

/// The bytes of an archive that are not the content of its files.
///
/// They follow from names and sizes alone, but for the checksums that a zip file has. So the size of an archive, and where
/// each file lies in it, are known before the first byte is read, and the bytes are the same on every machine: a library's
/// next release may write other fields, and none tells the size beforehand. Files are stored, not compressed.
protocol ArchiveLayout: Sendable {
    /// Whether ``end(of:checksum:)`` and ``directoryRecord(of:checksum:at:)`` depend on the content's CRC-32.
    static var hasChecksums: Bool { get }
    init()
    /// What comes before a file's content.
    func beginning(of entry: ArchiveEntry) -> [UInt8]
    /// What comes after it.
    func end(of entry: ArchiveEntry, checksum: UInt32) -> [UInt8]
    /// What the end of the archive says of a file; empty where it says nothing of files.
    func directoryRecord(of entry: ArchiveEntry, checksum: UInt32, at offset: Int64) -> [UInt8]
    /// What ends the archive.
    func end(fileCount: Int, directory: Range<Int64>) -> [UInt8]
}

extension ArchiveLayout {
    /// How much a file takes in the archive, without what the directory says of it.
    func length(of entry: ArchiveEntry) -> Int64 {
        Int64(beginning(of: entry).count) + entry.sizeInBytes + Int64(end(of: entry, checksum: 0).count)
    }
}

/// Adds up what an archive comes to, file by file.
struct ArchiveSize {
    private let layout: any ArchiveLayout
    private var fileCount = 0
    private var files: Int64 = 0
    private var directory: Int64 = 0

    init(of layout: any ArchiveLayout) { self.layout = layout }

    mutating func add(_ entry: ArchiveEntry) {
        directory += Int64(layout.directoryRecord(of: entry, checksum: 0, at: files).count)
        files += layout.length(of: entry)
        fileCount += 1
    }

    var sizeInBytes: Int64 {
        let end = layout.end(fileCount: fileCount, directory: files..<files + directory)
        return files + directory + Int64(end.count)
    }
}
