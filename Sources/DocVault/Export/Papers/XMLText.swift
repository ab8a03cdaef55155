/// Text as the content of an XML 1.0 element or attribute.
enum XMLText {
    /// The text with what has a meaning in XML escaped. A character that XML 1.0 cannot hold at all (§2.2) is shown by its
    /// number, as `\u{1}`; a carriage return, which every reader would turn into a line feed (§2.11), is kept by reference.
    static func escaped(_ text: String) -> String {
        // Nearly every text has nothing to escape. U+FFFE and U+FFFF begin with the byte EF.
        guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0xEF || "&<>\"".utf8.contains($0) }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "\r": escaped += "&#13;"
            case "\t", "\n": escaped.unicodeScalars.append(scalar)
            case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": escaped += "\\u{\(String(scalar.value, radix: 16))}"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
