internal import SystemPackage

/// A paper that is being written: a ``SpoolWriter`` that can stand in a value.
///
/// A class, because a paper is passed on as a value while its file must stay one. It is used within one transaction, on one
/// thread.
final class PaperText {
    private var writer: SpoolWriter

    init(in scratch: FilePath) throws(VaultError) { writer = try SpoolWriter(in: scratch) }

    func write(_ text: String) throws(VaultError) { try writer.write(text) }

    /// Adds a text that was spooled apart. Its last line must end.
    func append(_ spool: Spool) throws {
        // A chunk may end within a character, but no line is longer than what is read at once.
        var rest: [UInt8] = []
        try spool.forEachChunk { chunk in
            rest.append(contentsOf: chunk)
            guard let end = rest.lastIndex(of: UInt8(ascii: "\n")) else { return }
            try writer.write(String(decoding: rest[...end], as: UTF8.self))
            rest.removeFirst(end + 1)
        }
    }

    func finish() throws(VaultError) -> Spool { try writer.finish() }
}
