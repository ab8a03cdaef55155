extension CanonicalJSON {
    /// Reads a canonical text. Whatever JSON is spelled otherwise is refused, so text and value stand for each other.
    ///
    /// The guarantee is kept in the plainest way: the value is written again and must give the same bytes.
    /// - Throws: every ``CanonicalJSONError``; ``CanonicalJSONError/notCanonical(offset:)`` for white space, keys
    ///   out of order, needless escapes, leading zeroes, `-0`.
    package init(canonical text: [UInt8]) throws(CanonicalJSONError) {
        guard String(validating: text, as: UTF8.self) != nil else { throw .notUTF8 }
        var reader = JSONReader(text: text)
        let value = try reader.document()
        let rewritten = try value.canonicalBytes()
        guard rewritten == text else {
            let same = zip(rewritten, text).prefix { $0 == $1 }.count
            throw .notCanonical(offset: same)
        }
        self = value
    }
}

/// Reads JSON (RFC 8259) with whole numbers only, from text already known to be UTF-8.
private struct JSONReader {
    let text: [UInt8]
    private var offset = 0

    init(text: [UInt8]) { self.text = text }

    mutating func document() throws(CanonicalJSONError) -> CanonicalJSON {
        let value = try value(depth: 0)
        skipSpace()
        guard offset == text.count else { throw .unexpectedByte(offset: offset) }
        return value
    }

    private mutating func value(depth: Int) throws(CanonicalJSONError) -> CanonicalJSON {
        skipSpace()
        switch try peek() {
        case UInt8(ascii: "n"): return try word("null", .null)
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try integer()
        default: throw .unexpectedByte(offset: offset)
        }
    }

    private mutating func array(depth: Int) throws(CanonicalJSONError) -> [CanonicalJSON] {
        guard depth < CanonicalJSON.maximumDepth else { throw .tooDeep }
        try expect(UInt8(ascii: "["))
        var values: [CanonicalJSON] = []
        if try accept(UInt8(ascii: "]")) { return values }
        repeat {
            values.append(try value(depth: depth + 1))
        } while try accept(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
        return values
    }

    private mutating func object(depth: Int) throws(CanonicalJSONError) -> CanonicalJSON.Object {
        guard depth < CanonicalJSON.maximumDepth else { throw .tooDeep }
        try expect(UInt8(ascii: "{"))
        var members: [(key: String, value: CanonicalJSON)] = []
        if try accept(UInt8(ascii: "}")) { return try CanonicalJSON.Object(members) }
        repeat {
            skipSpace()
            let key = try string()
            skipSpace()
            try expect(UInt8(ascii: ":"))
            members.append((key: key, value: try value(depth: depth + 1)))
        } while try accept(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
        return try CanonicalJSON.Object(members)
    }

    private mutating func integer() throws(CanonicalJSONError) -> CanonicalJSON {
        let start = offset
        if text[offset] == UInt8(ascii: "-") { offset += 1 }
        let digits = text[offset...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard !digits.isEmpty else {
            if offset == text.count { throw .unexpectedEnd }
            throw .unexpectedByte(offset: offset)
        }
        offset += digits.count
        if offset < text.count, [UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E")].contains(text[offset]) {
            throw .notAnInteger(offset: offset)
        }
        guard let number = Int64(String(decoding: text[start..<offset], as: UTF8.self)),
            CanonicalJSON.integers.contains(number)
        else { throw .integerOutOfRange }
        return .integer(number)
    }

    private mutating func string() throws(CanonicalJSONError) -> String {
        try expect(UInt8(ascii: "\""))
        var bytes: [UInt8] = []
        while true {
            let byte = try peek()
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: bytes, as: UTF8.self)
            case UInt8(ascii: "\\"): bytes += try escape()
            case 0x00..<0x20: throw .unexpectedByte(offset: offset)
            default:
                bytes.append(byte)
                offset += 1
            }
        }
    }

    /// Reads one escape, or two that form a surrogate pair, and returns the UTF-8 of what it stands for.
    private mutating func escape() throws(CanonicalJSONError) -> [UInt8] {
        let start = offset
        try expect(UInt8(ascii: "\\"))
        let letter = try peek()
        offset += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [letter]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "u"):
            var units = [try codeUnit(escapeAt: start)]
            if UTF16.isLeadSurrogate(units[0]) {
                try expect(UInt8(ascii: "\\"))
                try expect(UInt8(ascii: "u"))
                units.append(try codeUnit(escapeAt: start))
            }
            guard let character = String(validating: units, as: UTF16.self) else {
                throw .malformedEscape(offset: start)
            }
            return Array(character.utf8)
        default: throw .malformedEscape(offset: start)
        }
    }

    private mutating func codeUnit(escapeAt start: Int) throws(CanonicalJSONError) -> UInt16 {
        guard text.count - offset >= 4 else { throw .unexpectedEnd }
        var unit: UInt16 = 0
        for byte in text[offset..<(offset + 4)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw .malformedEscape(offset: start)
            }
            unit = unit << 4 | UInt16(digit)
        }
        offset += 4
        return unit
    }

    private mutating func word(_ word: String, _ value: CanonicalJSON) throws(CanonicalJSONError) -> CanonicalJSON {
        for byte in word.utf8 { try expect(byte) }
        return value
    }

    private mutating func skipSpace() {
        while offset < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[offset]) { offset += 1 }
    }

    private func peek() throws(CanonicalJSONError) -> UInt8 {
        guard offset < text.count else { throw .unexpectedEnd }
        return text[offset]
    }

    private mutating func expect(_ byte: UInt8) throws(CanonicalJSONError) {
        guard try peek() == byte else { throw .unexpectedByte(offset: offset) }
        offset += 1
    }

    /// Steps over `byte`, after white space, if it comes next.
    private mutating func accept(_ byte: UInt8) throws(CanonicalJSONError) -> Bool {
        skipSpace()
        guard try peek() == byte else { return false }
        offset += 1
        return true
    }
}
