extension CanonicalJSON {
    /// The canonical text (RFC 8785) as UTF-8.
    /// - Throws: ``CanonicalJSONError/integerOutOfRange``, ``CanonicalJSONError/tooDeep``
    package func canonicalBytes() throws(CanonicalJSONError) -> [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(1_024)
        try write(to: &text, depth: 0)
        return text
    }

    private func write(to text: inout [UInt8], depth: Int) throws(CanonicalJSONError) {
        switch self {
        case .null: text += "null".utf8
        case .bool(let value): text += (value ? "true" : "false").utf8
        case .integer(let value):
            guard Self.integers.contains(value) else { throw .integerOutOfRange }
            text += String(value).utf8
        case .string(let value): Self.write(value, to: &text)
        case .array(let values):
            guard depth < Self.maximumDepth else { throw .tooDeep }
            text.append(UInt8(ascii: "["))
            for (position, value) in values.enumerated() {
                if position > 0 { text.append(UInt8(ascii: ",")) }
                try value.write(to: &text, depth: depth + 1)
            }
            text.append(UInt8(ascii: "]"))
        case .object(let object):
            guard depth < Self.maximumDepth else { throw .tooDeep }
            text.append(UInt8(ascii: "{"))
            for (position, member) in object.members.enumerated() {
                if position > 0 { text.append(UInt8(ascii: ",")) }
                Self.write(member.key, to: &text)
                text.append(UInt8(ascii: ":"))
                try member.value.write(to: &text, depth: depth + 1)
            }
            text.append(UInt8(ascii: "}"))
        }
    }

    /// A string by RFC 8785 §3.2.2.2. DEL, `/` and everything beyond ASCII stay as they are.
    private static func write(_ string: String, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        // Nearly every string has nothing to escape.
        guard string.utf8.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
            text.append(contentsOf: string.utf8)
            text.append(UInt8(ascii: "\""))
            return
        }
        let digits = Array("0123456789abcdef".utf8)
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""): text += #"\""#.utf8
            case UInt8(ascii: "\\"): text += #"\\"#.utf8
            case 0x08: text += #"\b"#.utf8
            case 0x09: text += #"\t"#.utf8
            case 0x0A: text += #"\n"#.utf8
            case 0x0C: text += #"\f"#.utf8
            case 0x0D: text += #"\r"#.utf8
            case 0x00..<0x20: text += #"\u00"#.utf8 + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
