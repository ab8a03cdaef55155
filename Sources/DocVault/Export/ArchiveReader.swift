internal import CArchive

/// Reads one zip, tar or tar.zst from a descriptor the caller owns, entry by entry, without unpacking it.
struct ArchiveReader: ~Copyable {
    struct Entry {
        let path: String
        let isFile: Bool
        let isFolder: Bool
    }

    private static let blockSize = 1 << 18

    private let handle: OpaquePointer

    init(readingFrom descriptor: Int32) throws(ArchiveError) {
        guard let handle = archive_read_new() else { throw ArchiveError(Sentence("archive.outOfMemory")) }
        do throws(ArchiveError) {
            try ArchiveError.check(archive_read_support_format_zip_seekable(handle), handle)
            // The digest is what counts: a bad CRC would end the reading before the file can be named.
            try ArchiveError.check(archive_read_set_format_option(handle, "zip", "ignorecrc32", "1"), handle)
            try ArchiveError.check(archive_read_support_format_tar(handle), handle)
            try ArchiveError.check(archive_read_support_filter_zstd(handle), handle)
            try ArchiveError.check(archive_read_open_fd(handle, descriptor, Self.blockSize), handle)
        } catch {
            archive_read_free(handle)
            throw error
        }
        self.handle = handle
    }

    deinit { archive_read_free(handle) }

    /// The next entry, or `nil` after the last.
    mutating func next() throws(ArchiveError) -> Entry? {
        var entry: OpaquePointer?
        let result = archive_read_next_header(handle, &entry)
        guard result != ARCHIVE_EOF else { return nil }
        guard result == ARCHIVE_OK, let entry else { throw ArchiveError(handle) }
        guard let name = archive_entry_pathname(entry) else {
            throw ArchiveError(Sentence("archive.nameNotUTF8"))
        }
        let type = archive_entry_filetype(entry)
        let isLink = archive_entry_hardlink(entry) != nil
        return Entry(
            path: String(cString: name), isFile: type == archive_regular_file_type() && !isLink,
            isFolder: type == archive_folder_type())
    }

    /// Reads on in the present entry, and returns the count, 0 at its end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        let count = archive_read_data(handle, buffer.baseAddress, buffer.count)
        try ArchiveError.check(count, handle)
        return count
    }
}
