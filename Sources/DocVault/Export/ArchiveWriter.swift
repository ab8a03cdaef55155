internal import CArchive
internal import Foundation

/// The archives a dossier can leave in.
public enum ArchiveFormat: String, CaseIterable, Sendable {
    case zip, tar
    case tarZstandard = "tar.zst"
}

/// Writes one archive to a descriptor the caller owns, with the same bytes for the same entries.
///
/// Only ``finish()`` makes a complete archive. A writer dropped before that is marked as failed first, because
/// `archive_write_free` would otherwise close it and leave a shorter archive that looks whole. Every entry has its size set
/// before its bytes come: tar without one silently writes size 0.
struct ArchiveWriter: ~Copyable {
    /// The first instant that a zip file can hold: 1980-01-01T00:00:00Z.
    private static let entryTime = 315_532_800
    private static let blockSize: Int32 = 65_536

    private let handle: OpaquePointer
    /// How many bytes the present entry still wants.
    private(set) var unwritten: Int64 = 0

    init(_ format: ArchiveFormat, writingTo descriptor: Int32) throws(ArchiveError) {
        LocalTime.useUTC()
        guard let handle = archive_write_new() else { throw ArchiveError(Sentence("archive.outOfMemory")) }
        do throws(ArchiveError) {
            switch format {
            case .zip:
                try ArchiveError.check(archive_write_set_format_zip(handle), handle)
                try ArchiveError.check(archive_write_zip_set_compression_store(handle), handle)
            case .tar: try ArchiveError.check(archive_write_set_format_pax_restricted(handle), handle)
            case .tarZstandard:
                try ArchiveError.check(archive_write_set_format_pax_restricted(handle), handle)
                try ArchiveError.check(archive_write_add_filter_zstd(handle), handle)
            }
            try ArchiveError.check(archive_write_set_bytes_per_block(handle, Self.blockSize), handle)
            try ArchiveError.check(archive_write_set_bytes_in_last_block(handle, 1), handle)
            try ArchiveError.check(archive_write_open_fd(handle, descriptor), handle)
        } catch {
            archive_write_free(handle)
            throw error
        }
        self.handle = handle
    }

    deinit {
        archive_write_fail(handle)
        archive_write_free(handle)
    }

    /// Begins a file; exactly `sizeInBytes` bytes must follow before the next one.
    mutating func beginFile(at path: String, sizeInBytes: Int64) throws(ArchiveError) {
        guard unwritten == 0 else { throw ArchiveError(Sentence("archive.entryTooShort", ["path": .quoted(path)])) }
        guard let entry = archive_entry_new() else { throw ArchiveError(Sentence("archive.outOfMemory")) }
        defer { archive_entry_free(entry) }
        archive_entry_set_pathname(entry, path)
        archive_entry_set_size(entry, sizeInBytes)
        archive_entry_set_filetype(entry, archive_regular_file_type())
        archive_entry_set_perm(entry, 0o644)
        archive_entry_set_mtime(entry, Self.entryTime, 0)
        archive_entry_set_uid(entry, 0)
        archive_entry_set_gid(entry, 0)
        try ArchiveError.check(archive_write_header(handle, entry), handle)
        unwritten = sizeInBytes
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer) throws(ArchiveError) {
        guard bytes.count <= unwritten else { throw ArchiveError(Sentence("archive.entryTooLong")) }
        var offset = 0
        while offset < bytes.count {
            let written = archive_write_data(handle, bytes.baseAddress! + offset, bytes.count - offset)
            try ArchiveError.check(written, handle)
            guard written > 0 else { throw ArchiveError(Sentence("archive.entryFull")) }
            offset += written
        }
        unwritten -= Int64(bytes.count)
    }

    consuming func finish() throws(ArchiveError) {
        guard unwritten == 0 else { throw ArchiveError(Sentence("archive.lastEntryTooShort")) }
        try ArchiveError.check(archive_write_close(handle), handle)
    }
}

/// The time zone of the process, which libarchive takes the times in a zip file from.
private enum LocalTime {
    private static let isUTC: Bool = {
        setenv("TZ", "UTC", 1)
        tzset()
        return true
    }()

    /// Makes local time UTC, once and for good: the bytes of an archive must not depend on where it was made, and
    /// libarchive has no other way to say so. Nothing here shows local time.
    static func useUTC() { _ = isUTC }
}
