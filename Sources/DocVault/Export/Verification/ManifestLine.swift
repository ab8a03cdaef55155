/// One line of a manifest: a digest and a path (RFC 8493 §2.1.3).
struct ManifestLine {
    /// What is odd about a line that can be read all the same.
    enum Oddity { case binaryMarker, leadingDot }

    let digest: ArraySlice<UInt8>
    let path: [UInt8]
    let oddity: Oddity?

    /// `nil` when it is none, or one whose digest is not of `byteCount` bytes.
    /// - Parameter decodesPercent: Whether `%25` stands for a percent sign, as since BagIt 1.0.
    init?(_ line: ArraySlice<UInt8>, byteCount: Int, decodesPercent: Bool) {
        let digits = line.prefix { $0 != 0x20 && $0 != 0x09 }
        guard digits.count == byteCount * 2, digits.allSatisfy({ Self.value(of: $0) != nil }) else { return nil }
        var rest = line[digits.endIndex...].drop { $0 == 0x20 || $0 == 0x09 }
        var oddity: Oddity?
        if rest.first == UInt8(ascii: "*") {
            rest = rest.dropFirst()
            oddity = .binaryMarker
        }
        if rest.starts(with: Array("./".utf8)) {
            rest = rest.dropFirst(2)
            oddity = .leadingDot
        }
        guard !rest.isEmpty else { return nil }
        if rest.contains(where: { $0 >= 0x80 }), String(validating: rest, as: UTF8.self) == nil { return nil }
        digest = digits
        path = rest.contains(UInt8(ascii: "%")) ? Self.decoded(rest, decodesPercent) : Array(rest)
        self.oddity = oddity
    }

    /// The bytes that the digits stand for, in capitals or not.
    var digestBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digest.count / 2)
        var index = digest.startIndex
        while index < digest.endIndex {
            bytes.append((Self.value(of: digest[index]) ?? 0) << 4 | (Self.value(of: digest[index + 1]) ?? 0))
            index += 2
        }
        return bytes
    }

    private static func value(of digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The ends of lines, and since 1.0 the percent sign, are percent-encoded; nothing else is.
    private static func decoded(_ path: ArraySlice<UInt8>, _ decodesPercent: Bool) -> [UInt8] {
        var decoded: [UInt8] = []
        var index = path.startIndex
        while index < path.endIndex {
            let code = path[index...].prefix(3)
            let byte: UInt8? =
                switch String(decoding: code, as: UTF8.self).uppercased() {
                case "%0A": 0x0a
                case "%0D": 0x0d
                case "%25" where decodesPercent: 0x25
                default: nil
                }
            decoded.append(byte ?? path[index])
            index += byte == nil ? 1 : 3
        }
        return decoded
    }

    /// Whether a path could lead out of a bag on some system: absolute, upwards, into somebody's home, or onto a drive.
    static func leadsOut(_ path: [UInt8]) -> Bool {
        if path.first == UInt8(ascii: "~") || path.first == UInt8(ascii: "\\") { return true }
        if path.count >= 2, path[1] == UInt8(ascii: ":"), path[0] | 0x20 >= 0x61, path[0] | 0x20 <= 0x7a { return true }
        return path.split(separator: 0x2f, omittingEmptySubsequences: false).contains { part in
            part.isEmpty || part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8)
        }
    }
}
