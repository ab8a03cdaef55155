/// The blocks of a tar file (POSIX.1-2017, pax interchange format): a plain header a file, and an extended one before it
/// only where the size does not fit.
struct TarLayout: ArchiveLayout {
    static let hasChecksums = false

    private static let blockSize = 512
    /// The largest size that eleven octal digits hold.
    private static let largestPlainSize: Int64 = 0o77_777_777_777
    /// 1980-01-01T00:00:00Z, the same as in a zip file.
    private static let entryTime: Int64 = 315_532_800

    func beginning(of entry: ArchiveEntry) -> [UInt8] {
        guard entry.sizeInBytes > Self.largestPlainSize else {
            return header(of: entry.path, sizeInBytes: entry.sizeInBytes, type: "0")
        }
        let record = Array(Self.paxRecord("size", "\(entry.sizeInBytes)").utf8)
        return header(of: "PaxHeaders/size", sizeInBytes: Int64(record.count), type: "x")
            + record + padding(after: Int64(record.count))
            + header(of: entry.path, sizeInBytes: 0, type: "0")
    }

    func end(of entry: ArchiveEntry, checksum: UInt32) -> [UInt8] { padding(after: entry.sizeInBytes) }

    func directoryRecord(of entry: ArchiveEntry, checksum: UInt32, at offset: Int64) -> [UInt8] { [] }

    func end(fileCount: Int, directory: Range<Int64>) -> [UInt8] { [UInt8](repeating: 0, count: 2 * Self.blockSize) }

    private func padding(after sizeInBytes: Int64) -> [UInt8] {
        let rest = Int(sizeInBytes % Int64(Self.blockSize))
        return rest == 0 ? [] : [UInt8](repeating: 0, count: Self.blockSize - rest)
    }

    /// `<length> <name>=<value>\n`, where the length counts itself.
    private static func paxRecord(_ name: String, _ value: String) -> String {
        let rest = " \(name)=\(value)\n"
        var length = rest.utf8.count
        while "\(length)".utf8.count + rest.utf8.count != length { length = "\(length)".utf8.count + rest.utf8.count }
        return "\(length)\(rest)"
    }

    private func header(of path: String, sizeInBytes: Int64, type: Unicode.Scalar) -> [UInt8] {
        let (name, prefix) = Self.parts(of: path)
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        func put(_ text: String, at offset: Int) {
            block.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        put(name, at: 0)
        put(Self.octal(0o644, digits: 7), at: 100)
        put(Self.octal(0, digits: 7), at: 108)
        put(Self.octal(0, digits: 7), at: 116)
        put(Self.octal(sizeInBytes, digits: 11), at: 124)
        put(Self.octal(Self.entryTime, digits: 11), at: 136)
        // The checksum is taken with blanks in its own place.
        put("        ", at: 148)
        put(String(type), at: 156)
        put("ustar", at: 257)
        put("00", at: 263)
        put(prefix, at: 345)
        put(Self.octal(Int64(block.reduce(0) { $0 + Int($1) }), digits: 6) + "\0 ", at: 148)
        return block
    }

    private static func octal(_ number: Int64, digits: Int) -> String {
        let text = String(number, radix: 8)
        return String(repeating: "0", count: digits - text.count) + text
    }

    /// A path of more than 100 bytes is cut at a `/`: the names of a bag are short enough for that.
    private static func parts(of path: String) -> (name: String, prefix: String) {
        guard path.utf8.count > 100 else { return (path, "") }
        var cut = path.startIndex
        for index in path.indices where path[index] == "/" {
            cut = index
            if path.utf8.count - path[...index].utf8.count <= 100 { break }
        }
        let (name, prefix) = (String(path[path.index(after: cut)...]), String(path[..<cut]))
        precondition(name.utf8.count <= 100 && prefix.utf8.count <= 155, "the names of a bag fit a tar header")
        return (name, prefix)
    }
}
