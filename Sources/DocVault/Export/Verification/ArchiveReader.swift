internal import CArchive
internal import Foundation

/// Reads one zip, tar or tar.zst from a descriptor the caller owns, entry by entry, without unpacking it.
struct ArchiveReader: ~Copyable {
    struct Entry {
        let path: String
        let isFile: Bool
        let isFolder: Bool
        let isEncrypted: Bool
    }

    private static let blockSize = 1 << 18

    private let handle: OpaquePointer
    /// How far the archive was read when its end was found.
    private var end: Int64 = 0

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

    /// Whether the entries are those of a zip file; known when there was one.
    var isZip: Bool { archive_format(handle) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_ZIP }

    /// The next entry, or `nil` after the last.
    mutating func next() throws(ArchiveError) -> Entry? {
        var entry: OpaquePointer?
        let result = archive_read_next_header(handle, &entry)
        guard result != ARCHIVE_EOF else {
            end = archive_filter_bytes(handle, 0)
            return nil
        }
        guard result == ARCHIVE_OK || result == ARCHIVE_WARN, let entry else { throw ArchiveError(handle) }
        // A name in UTF-8 cannot be told in the language of the process when that is none: a warning of no interest.
        let own = archive_entry_pathname(entry)
        guard result == ARCHIVE_OK || own == nil else { throw ArchiveError(handle) }
        guard let name = own ?? archive_entry_pathname_utf8(entry) else {
            throw ArchiveError(Sentence("archive.nameNotUTF8"))
        }
        let type = archive_entry_filetype(entry)
        let isLink = archive_entry_hardlink(entry) != nil || archive_entry_symlink(entry) != nil
        return Entry(
            path: String(cString: name), isFile: type == archive_regular_file_type() && !isLink,
            isFolder: type == archive_folder_type(), isEncrypted: archive_entry_is_encrypted(entry) != 0)
    }

    /// Reads on in the present entry, and returns the count, 0 at its end.
    mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        let count = archive_read_data(handle, buffer.baseAddress, buffer.count)
        try ArchiveError.check(count, handle)
        return count
    }

    /// What follows the end of a plain tar: anything but zeros is a second archive, or something hidden. Called at the end.
    func rest(of descriptor: Int32) -> BagOddity? {
        guard archive_format(handle) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_TAR, archive_filter_count(handle) == 1
        else { return nil }
        var offset = end
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = pread(descriptor, &buffer, buffer.count, off_t(offset)), count > 0 {
            if buffer.prefix(count).contains(where: { $0 != 0 }) {
                return BagOddity(path: nil, sentence: Sentence("archive.trailing"), isProblem: false)
            }
            offset += Int64(count)
        }
        return nil
    }
}
