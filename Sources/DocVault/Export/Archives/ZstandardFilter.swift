internal import CArchive

/// Compresses what it is given into one Zstandard frame, by libarchive.
///
/// One dropped before ``finish()`` ends nothing: `archive_write_free` would otherwise close the frame and make it look whole.
final class ZstandardFilter {
    private let handle: OpaquePointer
    private let output: CompressedOutput

    /// What came out so far; the callbacks of libarchive know it by its address.
    private final class CompressedOutput {
        var bytes: [UInt8] = []
    }

    init() throws(ArchiveError) {
        guard let handle = archive_write_new(), let entry = archive_entry_new() else {
            throw ArchiveError(Sentence("archive.outOfMemory"))
        }
        defer { archive_entry_free(entry) }
        let output = CompressedOutput()
        do throws(ArchiveError) {
            try ArchiveError.check(archive_write_set_format_raw(handle), handle)
            try ArchiveError.check(archive_write_add_filter_zstd(handle), handle)
            try ArchiveError.check(archive_write_set_bytes_per_block(handle, 0), handle)
            let opened = archive_write_open(
                handle, Unmanaged.passUnretained(output).toOpaque(), nil,
                { _, client, buffer, length in
                    guard let client, let buffer else { return 0 }
                    Unmanaged<CompressedOutput>.fromOpaque(client).takeUnretainedValue()
                        .bytes.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: length))
                    return length
                }, nil)
            try ArchiveError.check(opened, handle)
            archive_entry_set_filetype(entry, archive_regular_file_type())
            try ArchiveError.check(archive_write_header(handle, entry), handle)
        } catch {
            archive_write_fail(handle)
            archive_write_free(handle)
            throw error
        }
        (self.handle, self.output) = (handle, output)
    }

    deinit {
        archive_write_fail(handle)
        archive_write_free(handle)
    }

    /// Takes bytes in, and returns what is ready to go out.
    func compress(_ bytes: [UInt8]) throws(ArchiveError) -> [UInt8] {
        var failure: ArchiveError?
        bytes.withUnsafeBytes { buffer in
            var offset = 0
            while offset < buffer.count, failure == nil {
                let count = archive_write_data(handle, buffer.baseAddress! + offset, buffer.count - offset)
                if count <= 0 { failure = ArchiveError(handle) } else { offset += count }
            }
        }
        if let failure { throw failure }
        return taken()
    }

    /// Ends the frame, and returns its last bytes.
    func finish() throws(ArchiveError) -> [UInt8] {
        try ArchiveError.check(archive_write_close(handle), handle)
        return taken()
    }

    private func taken() -> [UInt8] {
        defer { output.bytes.removeAll(keepingCapacity: true) }
        return output.bytes
    }
}
