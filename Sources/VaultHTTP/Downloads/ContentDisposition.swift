/// Under which name bytes are kept, or whether they are shown (RFC 6266).
struct ContentDisposition: Hashable, Sendable, CustomStringConvertible {
    enum Kind: String, Sendable { case attachment, inline }

    let kind: Kind
    let name: String

    /// The name twice where it has more than plain letters: for programs of old, and as it is (RFC 8187).
    var description: String {
        let plain = String(
            name.unicodeScalars.map { scalar -> Character in
                Self.isPlain(scalar) ? Character(scalar) : "_"
            })
        guard plain != name else { return "\(kind.rawValue); filename=\"\(plain)\"" }
        return "\(kind.rawValue); filename=\"\(plain)\"; filename*=UTF-8''\(Self.encoded(name))"
    }

    /// Letters that no program reads as anything else: a percent sign is decoded by some, and a backslash escapes.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        (0x20...0x7e).contains(scalar.value) && !"\"\\%/;".unicodeScalars.contains(scalar)
    }

    private static func encoded(_ name: String) -> String {
        let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~".utf8)
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in name.utf8 {
            if kept.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
