internal import SystemPackage

/// A ``SpoolWriter`` that several places write to in turn.
///
/// A class because a paper is passed around as a value while its file must stay one. It is used within one transaction, on
/// one thread.
final class SpooledText {
    private var writer: SpoolWriter
    private(set) var byteCount: Int64 = 0

    init(in folder: FilePath) throws(VaultError) { writer = try SpoolWriter(in: folder) }

    func write(_ text: String) throws(VaultError) {
        try writer.write(text)
        byteCount += Int64(text.utf8.count)
    }

    /// Writes a part of another spool.
    func write(_ part: LineRun, of spool: Spool) throws(VaultError) {
        var offset = part.offset
        while offset < part.end {
            let bytes = try spool.bytes(at: offset, atMost: part.end - offset)
            guard !bytes.isEmpty else { throw spool.endsTooSoon }
            try writer.write(bytes)
            byteCount += Int64(bytes.count)
            offset += Int64(bytes.count)
        }
    }

    func finish() throws(VaultError) -> Spool { try writer.finish() }
}

/// A part of a spool that holds whole lines.
struct LineRun: Hashable {
    let offset: Int64
    let end: Int64
}

extension Spool {
    private static let partSize: Int64 = 1 << 14

    /// Bytes from an offset on: some, but not more than a part of what is asked for.
    func bytes(at offset: Int64, atMost count: Int64) throws(VaultError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(min(count, Self.partSize)))
        var failure: SystemCallFailure?
        let read = bytes.withUnsafeMutableBytes { buffer -> Int in
            do throws(SystemCallFailure) {
                return try self.read(at: offset, into: buffer)
            } catch {
                failure = error
                return 0
            }
        }
        if let failure { throw VaultError(failure) }
        bytes.removeLast(bytes.count - read)
        return bytes
    }

    var endsTooSoon: VaultError {
        .storageFailed(StorageFailure(operation: "export", detail: "a temporary file is shorter than was written"))
    }
}

/// Reads the lines of a run one by one, with a small buffer of its own: many can be read at the same time.
struct LineReader {
    private let spool: Spool
    private var offset: Int64
    private let end: Int64
    private var buffer: ArraySlice<UInt8> = []

    init(_ run: LineRun, of spool: Spool) { (self.spool, offset, end) = (spool, run.offset, run.end) }

    /// The next line without its end; `nil` after the last.
    mutating func next() throws(VaultError) -> String? {
        var line: [UInt8] = []
        while true {
            if let newline = buffer.firstIndex(of: UInt8(ascii: "\n")) {
                line += buffer[..<newline]
                buffer = buffer[(newline + 1)...]
                return String(decoding: line, as: UTF8.self)
            }
            line += buffer
            guard offset < end else {
                guard line.isEmpty else { throw spool.endsTooSoon }
                return nil
            }
            let bytes = try spool.bytes(at: offset, atMost: end - offset)
            guard !bytes.isEmpty else { throw spool.endsTooSoon }
            offset += Int64(bytes.count)
            buffer = bytes[...]
        }
    }
}
