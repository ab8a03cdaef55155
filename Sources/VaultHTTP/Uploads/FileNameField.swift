/// The name of a file in `Content-Disposition` (RFC 6266): `filename*`, else `filename`.
struct FileNameField {
    let fileName: String?

    /// Reads the field; `nil` when it is none.
    init?(_ text: String) {
        var rest = text[...]
        let isToken = { (character: Character) in
            character.isASCII && (character.isLetter || character.isNumber || "!#$%&'*+-.^_`|~".contains(character))
        }
        Self.skipSpace(&rest)
        guard !rest.prefix(while: isToken).isEmpty else { return nil }
        rest = rest.drop(while: isToken)
        var (plain, extended): (String?, String?)
        while true {
            Self.skipSpace(&rest)
            if rest.isEmpty { break }
            guard rest.removeFirst() == ";" else { return nil }
            Self.skipSpace(&rest)
            if rest.isEmpty { break }
            let name = rest.prefix(while: isToken).lowercased()
            rest = rest.drop(while: isToken)
            Self.skipSpace(&rest)
            guard !name.isEmpty, rest.first == "=" else { return nil }
            rest.removeFirst()
            Self.skipSpace(&rest)
            let value: String
            if rest.first == "\"" {
                guard let quoted = Self.quoted(&rest) else { return nil }
                value = quoted
            } else {
                value = String(rest.prefix { $0 != ";" && !$0.isWhitespace })
                rest = rest.dropFirst(value.count)
            }
            switch name {
            case "filename": plain = plain ?? value
            case "filename*":
                guard let decoded = Self.extended(value) else { return nil }
                extended = extended ?? decoded
            default: break
            }
        }
        fileName = extended ?? plain
    }

    private static func skipSpace(_ rest: inout Substring) { rest = rest.drop { $0 == " " || $0 == "\t" } }

    private static func quoted(_ rest: inout Substring) -> String? {
        rest.removeFirst()
        var value = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return value
            case "\\":
                guard let escaped = rest.popFirst() else { return nil }
                value.append(escaped)
            default: value.append(character)
            }
        }
        return nil
    }

    /// `UTF-8''na%C3%AFve.pdf` (RFC 8187).
    private static func extended(_ value: String) -> String? {
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var bytes: [UInt8] = []
        var rest = parts[2].utf8[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, let high = rest.popFirst(), let low = rest.popFirst(),
                let code = UInt8(String(decoding: [high, low], as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(code)
        }
        switch parts[0].lowercased() {
        case "utf-8": return String(validating: bytes, as: UTF8.self)
        case "iso-8859-1": return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        default: return nil
        }
    }
}
