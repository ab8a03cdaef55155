internal import Foundation

/// The central directory of a zip file, read for what libarchive does not look at: whether each entry lies in a place of its
/// own, and is called the same there. Otherwise two programs can see different files in one archive.
struct ZipDirectory {
    /// One entry: where its header and data lie.
    private struct Extent {
        let start: Int64
        let end: Int64
        let name: String
    }

    private let file: ZipFile
    private var extents: [Extent] = []
    private var oddities: [BagOddity] = []
    /// Far more than anybody is shown.
    private static let limit = 1_000

    /// What is odd about a zip file; nothing when libarchive refuses it anyway.
    static func oddities(of file: ZipFile) -> [BagOddity] {
        var directory = ZipDirectory(file: file)
        directory.read()
        return directory.oddities
    }

    private init(file: ZipFile) { self.file = file }

    private mutating func note(_ path: String?, _ sentence: Sentence, isProblem: Bool = true) {
        guard oddities.count < Self.limit else { return }
        oddities.append(BagOddity(path: path, sentence: sentence, isProblem: isProblem))
    }

    private mutating func read() {
        guard let end = file.end else { return }
        if end.trailing > 0 { note(nil, Sentence("archive.trailing"), isProblem: false) }
        var offset = end.directory
        var count: UInt64 = 0
        while offset < end.directoryEnd, let entry = file.entry(at: offset) {
            count += 1
            offset = entry.next
            check(entry)
        }
        if offset != end.directoryEnd || count != end.count { note(nil, Sentence("archive.zipCount")) }
        checkPlaces(before: end.directory)
    }

    private mutating func check(_ entry: ZipFile.Entry) {
        let name = String(decoding: entry.name, as: UTF8.self)
        guard let local = file.local(at: entry.offset) else {
            return note(name, Sentence("archive.zipHeaderMissing"))
        }
        if local.name != entry.name {
            let other = String(decoding: local.name, as: UTF8.self)
            note(name, Sentence("archive.zipOtherName", ["name": .quoted(other)]))
        }
        let sizes = [local.packedSize, local.size]
        // Bit 3: the sizes stand behind the data, and the header has zeros.
        let comeLater = local.flags & 8 != 0 && sizes.allSatisfy { $0 == 0 || $0 == 0xffff_ffff }
        if !comeLater, local.hasOwnSizes, sizes != [entry.packedSize, entry.size] {
            note(name, Sentence("archive.zipOtherSize"))
        }
        if local.method != entry.method || (local.flags ^ entry.flags) & 1 != 0 {
            note(name, Sentence("archive.zipOtherMethod"))
        }
        if entry.method == 0, entry.flags & 1 == 0, entry.size != entry.packedSize {
            note(name, Sentence("archive.zipOtherSize"))
        }
        let end = local.dataOffset.addingReportingOverflow(Int64(clamping: entry.packedSize))
        extents.append(Extent(start: entry.offset, end: end.overflow ? .max : end.partialValue, name: name))
    }

    private mutating func checkPlaces(before directory: Int64) {
        extents.sort { ($0.start, $0.end) < ($1.start, $1.end) }
        var last: Extent?
        for extent in extents {
            if let last, extent.start < last.end {
                note(extent.name, Sentence("archive.zipOverlap", ["name": .quoted(last.name)]))
            } else if extent.start - (last?.end ?? 0) > Self.longestDescriptor {
                note(extent.name, Sentence("archive.zipGap"), isProblem: false)
            }
            if last.map({ extent.end > $0.end }) ?? true { last = extent }
        }
        if let last, last.end > directory { note(last.name, Sentence("archive.zipOverlapDirectory")) }
        if let last, directory - last.end > Self.longestDescriptor {
            note(nil, Sentence("archive.zipGap"), isProblem: false)
        }
    }

    /// What may stand behind the data of an entry: signature, CRC and two sizes of 8 bytes.
    private static let longestDescriptor: Int64 = 24
}
