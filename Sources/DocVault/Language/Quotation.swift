/// A name from outside between quotes, with what could move a terminal's cursor or hide itself made visible.
public func quoted(_ name: String) -> String { "\"\(visible(name))\"" }

/// A text from outside, with what could move a terminal's cursor or hide itself made visible.
public func visible(_ outside: String) -> String {
    if outside.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return outside }
    var text = ""
    for scalar in outside.unicodeScalars {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate:
            text += "\\u{\(String(scalar.value, radix: 16))}"
        default: text.unicodeScalars.append(scalar)
        }
    }
    return text
}
