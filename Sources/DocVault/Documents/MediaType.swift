/// What kind of file the first bytes look like: advice for people, never permission to show it.
///
/// Names and what a client claims are not looked at.
public struct MediaType: Hashable, Sendable, LosslessStringConvertible {
    public let description: String

    /// Takes a type and subtype (RFC 6838 §4.2) as the catalog holds it.
    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.description = description
    }

    private init(known description: String) { self.description = description }

    /// How many bytes are enough to look at.
    public static let sniffedByteCount = 512

    private static let signatures: [(prefix: [UInt8], type: String)] = [
        (Array("%PDF-".utf8), "application/pdf"),
        ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "image/png"),
        ([0xff, 0xd8, 0xff], "image/jpeg"),
        (Array("GIF8".utf8), "image/gif"),
        ([0x49, 0x49, 0x2a, 0x00], "image/tiff"),
        ([0x4d, 0x4d, 0x00, 0x2a], "image/tiff"),
        (Array("PK\u{03}\u{04}".utf8), "application/zip"),
        ([0x1f, 0x8b], "application/gzip"),
        ([0x28, 0xb5, 0x2f, 0xfd], "application/zstd"),
        ([0xd0, 0xcf, 0x11, 0xe0], "application/x-ole-storage"),
    ]

    /// Looks at the first bytes of a file.
    public init(sniffing bytes: some Collection<UInt8>) {
        let head = Array(bytes.prefix(Self.sniffedByteCount))
        if let match = Self.signatures.first(where: { head.starts(with: $0.prefix) }) {
            self.init(known: match.type)
            return
        }
        guard !head.isEmpty, !head.contains(where: { $0 < 0x09 || (0x0e..<0x20).contains($0) }) else {
            self.init(known: "application/octet-stream")
            return
        }
        let text = head.starts(with: [0xef, 0xbb, 0xbf]) ? head.dropFirst(3) : head[...]
        let start = text.drop { [0x20, 0x09, 0x0a, 0x0d].contains($0) }
        self.init(known: start.starts(with: Array("<?xml".utf8)) ? "application/xml" : "text/plain")
    }
}
