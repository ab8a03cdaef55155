@testable import DocVault

/// An archive of a few files, made of its records.
struct PackedArchive {
    private(set) var bytes: [UInt8] = []

    init(_ files: [(path: String, bytes: [UInt8])], as format: ArchiveFormat) throws {
        let layout = format.layout
        var directory: [UInt8] = []
        for (path, content) in files {
            let entry = ArchiveEntry(path: path, sizeInBytes: Int64(content.count))
            var checksum = ContentChecksum()
            checksum.update(content)
            directory += layout.directoryRecord(of: entry, checksum: checksum.value, at: Int64(bytes.count))
            bytes += layout.beginning(of: entry) + content + layout.end(of: entry, checksum: checksum.value)
        }
        let start = Int64(bytes.count)
        bytes += directory
        bytes += layout.end(fileCount: files.count, directory: start..<Int64(bytes.count))
        guard !format.isPlain else { return }
        let filter = try ZstandardFilter()
        bytes = try filter.compress(bytes) + filter.finish()
    }
}
