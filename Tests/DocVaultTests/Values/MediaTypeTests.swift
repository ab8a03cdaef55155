import DocVault
import Testing

@Suite("a media type")
struct MediaTypeTests {
    @Test(
        "is guessed from the first bytes",
        arguments: [
            ("%PDF-1.7", "application/pdf"), ("%PDX", "text/plain"), ("GIF89a", "image/gif"),
            ("PK\u{3}\u{4}", "application/zip"),
            ("<?xml version=\"1.0\"?>", "application/xml"), ("\n <?xml ?>", "application/xml"),
            ("\u{feff}<?xml ?>", "application/xml"), ("a;b;c\r\n", "text/plain"), ("été", "text/plain"),
            ("", "application/octet-stream"), ("a\u{0}b", "application/octet-stream"),
            ("\u{7}", "application/octet-stream"),
        ])
    func text(text: String, type: String) { #expect(MediaType(sniffing: Array(text.utf8)).description == type) }

    @Test(
        "is guessed from bytes that are no text",
        arguments: [
            ([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], "image/png"), ([0xff, 0xd8, 0xff, 0xe0], "image/jpeg"),
            ([0x49, 0x49, 0x2a, 0x00], "image/tiff"), ([0x4d, 0x4d, 0x00, 0x2a], "image/tiff"),
            ([0x1f, 0x8b, 0x08], "application/gzip"), ([0x28, 0xb5, 0x2f, 0xfd], "application/zstd"),
            ([0xd0, 0xcf, 0x11, 0xe0], "application/x-ole-storage"),
        ] as [([UInt8], String)])
    func bytes(bytes: [UInt8], type: String) { #expect(MediaType(sniffing: bytes).description == type) }

    @Test("does not depend on what comes after the bytes that are looked at")
    func prefix() {
        let text = [UInt8](repeating: 0x61, count: MediaType.sniffedByteCount)
        #expect(MediaType(sniffing: text + [0]).description == "text/plain")
    }

    @Test("is read as a type and a subtype")
    func parsing() {
        #expect(MediaType("application/pdf")?.description == "application/pdf")
        for bad in ["", "pdf", "/pdf", "application/", "a/b/c"] { #expect(MediaType(bad) == nil, "\(bad)") }
    }
}
