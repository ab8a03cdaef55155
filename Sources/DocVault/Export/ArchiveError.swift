internal import CArchive
internal import Foundation

/// Why libarchive could not go on: its own words and code.
struct ArchiveError: Error, Hashable {
    let code: Int32
    let detail: String

    /// A full disk under an archive that is being written.
    var isFull: Bool { code == ENOSPC || code == EDQUOT }

    /// Reads the error of a handle at once. See `archive_errno(3)`.
    init(_ handle: OpaquePointer) {
        code = archive_errno(handle)
        detail = archive_error_string(handle).map { String(cString: $0) } ?? "no reason given"
    }

    init(detail: String) { (code, self.detail) = (0, detail) }

    /// Accepts `ARCHIVE_OK` alone: a warning is a difference between what was asked and what was done.
    static func check(_ result: some BinaryInteger, _ handle: OpaquePointer) throws(ArchiveError) {
        guard result >= 0 else { throw ArchiveError(handle) }
    }
}
