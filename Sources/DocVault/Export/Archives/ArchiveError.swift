internal import CArchive
internal import Foundation

/// Why an archive could not be read or written: the code of libarchive, and the reason, in its own words where it has any.
struct ArchiveError: Error, Hashable {
    let code: Int32
    let reason: Sentence
    /// Whether only one entry cannot be read, and those after it can.
    let isOfEntry: Bool

    /// The reason for the log.
    var detail: String { reason.text(in: .en) }

    /// A full disk under an archive that is being written.
    var isFull: Bool { code == ENOSPC || code == EDQUOT }

    /// Reads the error of a handle at once. See `archive_errno(3)`.
    init(_ handle: OpaquePointer, isOfEntry: Bool = false) {
        self.isOfEntry = isOfEntry
        code = archive_errno(handle)
        reason =
            archive_error_string(handle).map {
                Sentence("archive.ownWords", ["detail": .text(visible(String(cString: $0)))])
            } ?? Sentence("archive.noReason")
    }

    init(_ reason: Sentence) { (code, self.reason, isOfEntry) = (0, reason, false) }

    /// Accepts `ARCHIVE_OK` alone: a warning is a difference between what was asked and what was done.
    static func check(_ result: some BinaryInteger, _ handle: OpaquePointer) throws(ArchiveError) {
        guard result >= 0 else {
            throw ArchiveError(handle, isOfEntry: result == ARCHIVE_WARN || result == ARCHIVE_FAILED)
        }
    }
}
