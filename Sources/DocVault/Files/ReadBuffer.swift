internal import Foundation

/// A megabyte to read into, aligned to pages, owned once and used again.
struct ReadBuffer: ~Copyable {
    static let byteCount = 1 << 20

    let bytes: UnsafeMutableRawBufferPointer

    init() { bytes = .allocate(byteCount: Self.byteCount, alignment: 4_096) }

    deinit { bytes.deallocate() }

    /// The first bytes, as they are now.
    func filled(_ count: Int) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<count]) }

    func holdsSame(as other: borrowing ReadBuffer, count: Int) -> Bool {
        memcmp(bytes.baseAddress!, other.bytes.baseAddress!, count) == 0
    }
}

extension FileSystem {
    /// Reads until a buffer is full or the file ends, and returns the count: a single read may give less.
    func fill(
        _ buffer: borrowing ReadBuffer, from file: OpenFile, at offset: Int64
    ) throws(SystemCallFailure) -> Int {
        var count = 0
        while count < buffer.bytes.count {
            let part = UnsafeMutableRawBufferPointer(rebasing: buffer.bytes[count...])
            let read = try read(file, at: offset + Int64(count), into: part)
            guard read > 0 else { break }
            count += read
        }
        return count
    }
}
