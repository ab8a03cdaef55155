/// A JSON value and the line it begins on, so that a mistake in a file can be pointed at.
///
/// Foundation's decoder does not tell where a value stood. This one reads RFC 8259 and no more: no comments, no trailing
/// commas, no member twice, at most 64 levels.
package struct LocatedJSON {
    package enum Value {
        case null
        case flag(Bool)
        /// The number as it was written: it is read as an integer where one is wanted.
        case number(String)
        case text(String)
        case list([LocatedJSON])
        case members([(name: String, line: Int, value: LocatedJSON)])
    }

    package let line: Int
    package let value: Value

    package init(line: Int, value: Value) { (self.line, self.value) = (line, value) }

    package static func parse(_ bytes: [UInt8]) throws(DescriptionFlaw) -> LocatedJSON {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw DescriptionFlaw(line: nil, field: "", reason: Sentence("description.json.notUTF8"))
        }
        var parser = JSONParser(bytes: bytes)
        let value = try parser.value(depth: 0)
        parser.skipWhitespace()
        guard parser.isAtEnd else { throw parser.flaw(Sentence("description.json.moreAfterEnd")) }
        return value
    }

    /// The kind of value, for the sentence that refuses it.
    package var kindName: Sentence {
        switch value {
        case .null: Sentence("description.json.kind.null")
        case .flag: Sentence("description.json.kind.flag")
        case .number: Sentence("description.json.kind.number")
        case .text: Sentence("description.json.kind.text")
        case .list: Sentence("description.json.kind.list")
        case .members: Sentence("description.json.kind.object")
        }
    }
}

private struct JSONParser {
    private static let deepest = 64

    let bytes: [UInt8]
    private var position = 0
    private var line = 1

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }
    private var next: UInt8? { isAtEnd ? nil : bytes[position] }

    func flaw(_ reason: Sentence) -> DescriptionFlaw { DescriptionFlaw(line: line, field: "", reason: reason) }

    mutating func skipWhitespace() {
        while let byte = next, [0x20, 0x09, 0x0a, 0x0d].contains(byte) {
            if byte == 0x0a { line += 1 }
            position += 1
        }
    }

    mutating func value(depth: Int) throws(DescriptionFlaw) -> LocatedJSON {
        guard depth < Self.deepest else {
            throw flaw(Sentence("description.json.tooDeep", ["levels": .number(Self.deepest)]))
        }
        skipWhitespace()
        let start = line
        let value: LocatedJSON.Value
        guard let first = next else { throw flaw(Sentence("description.json.endsInside")) }
        switch first {
        case UInt8(ascii: "{"): value = .members(try members(depth: depth))
        case UInt8(ascii: "["): value = .list(try list(depth: depth))
        case UInt8(ascii: "\""): value = .text(try text())
        case UInt8(ascii: "t"): value = try word("true", .flag(true))
        case UInt8(ascii: "f"): value = try word("false", .flag(false))
        case UInt8(ascii: "n"): value = try word("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): value = try number()
        default:
            throw flaw(Sentence("description.json.unexpected", ["character": .quoted(String(UnicodeScalar(first)))]))
        }
        return LocatedJSON(line: start, value: value)
    }

    private mutating func members(depth: Int) throws(DescriptionFlaw) -> [(name: String, line: Int, value: LocatedJSON)]
    {
        var members: [(name: String, line: Int, value: LocatedJSON)] = []
        var names: Set<String> = []
        position += 1
        guard try !closes(UInt8(ascii: "}")) else { return members }
        repeat {
            skipWhitespace()
            guard next == UInt8(ascii: "\"") else { throw flaw(Sentence("description.json.nameMissing")) }
            let nameLine = line
            let name = try text()
            guard names.insert(name).inserted else {
                throw flaw(Sentence("description.json.memberTwice", ["name": .quoted(name)]))
            }
            skipWhitespace()
            guard next == UInt8(ascii: ":") else {
                throw flaw(Sentence("description.json.colonMissing", ["name": .quoted(name)]))
            }
            position += 1
            members.append((name, nameLine, try value(depth: depth + 1)))
        } while try continues(until: UInt8(ascii: "}"))
        return members
    }

    private mutating func list(depth: Int) throws(DescriptionFlaw) -> [LocatedJSON] {
        var items: [LocatedJSON] = []
        position += 1
        guard try !closes(UInt8(ascii: "]")) else { return items }
        repeat { items.append(try value(depth: depth + 1)) } while try continues(until: UInt8(ascii: "]"))
        return items
    }

    private mutating func closes(_ end: UInt8) throws(DescriptionFlaw) -> Bool {
        skipWhitespace()
        guard next == end else { return false }
        position += 1
        return true
    }

    private mutating func continues(until end: UInt8) throws(DescriptionFlaw) -> Bool {
        skipWhitespace()
        defer { position += 1 }
        switch next {
        case UInt8(ascii: ","): return true
        case end: return false
        default:
            position -= 1
            throw flaw(Sentence("description.json.commaMissing", ["end": .quoted(String(UnicodeScalar(end)))]))
        }
    }

    private mutating func word(_ word: String, _ value: LocatedJSON.Value) throws(DescriptionFlaw) -> LocatedJSON.Value
    {
        guard bytes[position...].starts(with: word.utf8) else { throw flaw(Sentence("description.json.otherWord")) }
        position += word.utf8.count
        return value
    }

    private mutating func number() throws(DescriptionFlaw) -> LocatedJSON.Value {
        let start = position
        skip("-")
        // No zero before other digits, and a digit on either side of the point (RFC 8259 §6).
        if !skip("0") { try digits() }
        if skip(".") { try digits() }
        if skip("e") || skip("E") {
            if !skip("+") { skip("-") }
            try digits()
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    @discardableResult
    private mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let next, UInt32(next) == character.value else { return false }
        position += 1
        return true
    }

    private mutating func digits() throws(DescriptionFlaw) {
        let start = position
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        guard position > start else { throw flaw(Sentence("description.json.digitMissing")) }
    }

    private mutating func text() throws(DescriptionFlaw) -> String {
        var units: [UInt8] = []
        position += 1
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: units, as: UTF8.self)
            case UInt8(ascii: "\\"): units += String(try escaped()).utf8
            case 0..<0x20: throw flaw(Sentence("description.json.controlCharacter"))
            default: units.append(byte)
            }
        }
        throw flaw(Sentence("description.json.quoteMissing"))
    }

    private mutating func escaped() throws(DescriptionFlaw) -> Character {
        guard let byte = next else { throw flaw(Sentence("description.json.quoteMissing")) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Character(UnicodeScalar(byte))
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            var code = UInt32(try codeUnit())
            if (0xd800..<0xdc00).contains(code), bytes[position...].starts(with: Array("\\u".utf8)) {
                position += 2
                let low = UInt32(try codeUnit())
                if (0xdc00..<0xe000).contains(low) { code = 0x10000 + (code - 0xd800) << 10 + (low - 0xdc00) }
            }
            guard let scalar = UnicodeScalar(code) else { throw flaw(Sentence("description.json.halfCharacter")) }
            return Character(scalar)
        default: throw flaw(Sentence("description.json.unknownEscape"))
        }
    }

    private mutating func codeUnit() throws(DescriptionFlaw) -> UInt16 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.first != UInt8(ascii: "+"),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else {
            throw flaw(Sentence("description.json.hexadecimalMissing"))
        }
        position += 4
        return unit
    }
}
