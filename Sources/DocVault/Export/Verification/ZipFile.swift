internal import Foundation

/// The records of a zip file (APPNOTE 6.3), as far as they say where its entries are.
struct ZipFile {
    struct Entry {
        let name: [UInt8]
        let flags: UInt16
        let method: UInt16
        let packedSize: UInt64
        let size: UInt64
        let offset: Int64
        /// Where the next record of the directory begins.
        let next: Int64
    }

    struct Local {
        let name: [UInt8]
        let flags: UInt16
        let method: UInt16
        let packedSize: UInt64
        let size: UInt64
        let dataOffset: Int64
        /// Whether the sizes are in the header and not in an extra field.
        let hasOwnSizes: Bool
    }

    /// The end of the directory.
    struct End {
        var directory: Int64
        var directoryEnd: Int64
        var count: UInt64
        /// Bytes behind the end record and its comment.
        let trailing: Int64
    }

    private let descriptor: Int32
    private let size: Int64

    /// `nil` for a file that does not begin like a zip file, or like an empty one.
    init?(_ descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        (self.descriptor, size) = (descriptor, Int64(status.st_size))
        guard let start = bytes(at: 0, 4), [0x0403_4b50, 0x0605_4b50].contains(start.number(0, 4)) else { return nil }
    }

    private func bytes(at offset: Int64, _ count: Int) -> [UInt8]? {
        guard offset >= 0, count >= 0, offset <= size - Int64(count) else { return nil }
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let read = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress! + done, count - done, off_t(offset) + off_t(done))
            }
            guard read > 0 else { return nil }
            done += read
        }
        return bytes
    }

    /// The end record that comes last: before it there may be others, which no program looks at.
    var end: End? {
        let length = Int(min(size, 22 + 65_535))
        guard length >= 22, let tail = bytes(at: size - Int64(length), length) else { return nil }
        for start in stride(from: length - 22, through: 0, by: -1) where tail.number(start, 4) == 0x0605_4b50 {
            let comment = Int(tail.number(start + 20, 2))
            let end = start + 22 + comment
            guard end <= length else { continue }
            let offset = size - Int64(length - start)
            let directory = Int64(tail.number(start + 16, 4))
            var found = End(
                directory: directory, directoryEnd: directory + Int64(tail.number(start + 12, 4)),
                count: tail.number(start + 10, 2), trailing: Int64(length - end))
            if let large = large(before: offset) {
                (found.directory, found.directoryEnd, found.count) = (large.directory, large.directoryEnd, large.count)
            }
            return found
        }
        return nil
    }

    /// The record of ZIP64, which the locator before the end record points to.
    private func large(before end: Int64) -> End? {
        guard let locator = bytes(at: end - 20, 20), locator.number(0, 4) == 0x0706_4b50,
            let offset = Int64(exactly: locator.number(8, 8)), let record = bytes(at: offset, 56),
            record.number(0, 4) == 0x0606_4b50, let directory = Int64(exactly: record.number(48, 8)),
            let length = Int64(exactly: record.number(40, 8)), length <= size, directory <= size
        else { return nil }
        return End(
            directory: directory, directoryEnd: directory + length, count: record.number(32, 8), trailing: 0)
    }

    func entry(at offset: Int64) -> Entry? {
        guard let header = bytes(at: offset, 46), header.number(0, 4) == 0x0201_4b50 else { return nil }
        let (nameLength, extraLength) = (Int(header.number(28, 2)), Int(header.number(30, 2)))
        let length = nameLength + extraLength + Int(header.number(32, 2))
        guard let rest = bytes(at: offset + 46, nameLength + extraLength) else { return nil }
        var numbers = [header.number(24, 4), header.number(20, 4), header.number(42, 4)]
        Self.widen(&numbers, by: rest[nameLength...])
        guard let start = Int64(exactly: numbers[2]) else { return nil }
        return Entry(
            name: Array(rest[..<nameLength]), flags: UInt16(header.number(8, 2)), method: UInt16(header.number(10, 2)),
            packedSize: numbers[1], size: numbers[0], offset: start, next: offset + 46 + Int64(length))
    }

    func local(at offset: Int64) -> Local? {
        guard let header = bytes(at: offset, 30), header.number(0, 4) == 0x0403_4b50 else { return nil }
        let (nameLength, extraLength) = (Int(header.number(26, 2)), Int(header.number(28, 2)))
        guard let rest = bytes(at: offset + 30, nameLength + extraLength) else { return nil }
        let own = [header.number(22, 4), header.number(18, 4)]
        var numbers = own
        Self.widen(&numbers, by: rest[nameLength...])
        return Local(
            name: Array(rest[..<nameLength]), flags: UInt16(header.number(6, 2)), method: UInt16(header.number(8, 2)),
            packedSize: numbers[1], size: numbers[0], dataOffset: offset + 30 + Int64(nameLength + extraLength),
            hasOwnSizes: !own.contains(0xffff_ffff) || numbers != own)
    }

    /// Takes numbers that do not fit 32 bits from the extra field of ZIP64, in its order.
    private static func widen(_ numbers: inout [UInt64], by extra: ArraySlice<UInt8>) {
        var rest = Array(extra)
        while rest.count >= 4 {
            let (kind, length) = (rest.number(0, 2), Int(rest.number(2, 2)))
            guard rest.count >= 4 + length else { return }
            if kind == 1 {
                var offset = 4
                for index in numbers.indices where numbers[index] == 0xffff_ffff {
                    guard offset + 8 <= 4 + length else { return }
                    numbers[index] = rest.number(offset, 8)
                    offset += 8
                }
            }
            rest.removeFirst(4 + length)
        }
    }
}

extension [UInt8] {
    /// A number of so many bytes, the lowest first.
    fileprivate func number(_ offset: Int, _ count: Int) -> UInt64 {
        self[offset..<(offset + count)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
}
