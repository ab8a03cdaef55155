import Foundation
import VaultTestSupport

/// As much of a source file as is needed to see what its functions call: its text without comments and without what stands
/// in strings, so that every brace counts.
struct SwiftSource {
    struct Function {
        let name: String
        /// From the start of its first line to the brace of its body: attributes, modifiers, parameters.
        let head: String
        let body: String
        /// The names of the functions that the body calls of its own type, or of none.
        let calls: Set<String>

        init(name: String, head: String, body: String) {
            (self.name, self.head, self.body) = (name, head, body)
            calls = Set(body.matches(of: /(?:\bself\.|[^.\w`])`?(\w+)`?\(/).map { String($0.1) })
        }

        var isOffered: Bool { head.contains(/\b(public|package)\b/) }
    }

    let path: String
    let text: String

    init(path: String, text: String) {
        var stripper = Stripper(text)
        (self.path, self.text) = (path, stripper.strip())
    }

    /// All Swift files under `Sources/`, by their path from there.
    static func all() throws -> [SwiftSource] {
        let root = "\(VaultProgram.sourceRoot)/Sources"
        let paths = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            SwiftSource(path: path, text: try String(contentsOfFile: "\(root)/\(path)", encoding: .utf8))
        }
    }

    var functions: [Function] {
        text.matches(of: /\bfunc\s+`?(\w+)`?/).compactMap { match in
            let lineStart = text[..<match.range.lowerBound].lastIndex(where: \.isNewline).map(text.index(after:))
            guard let open = Self.bodyStart(in: text[match.range.upperBound...]) else { return nil }
            return Function(
                name: String(match.1), head: String(text[(lineStart ?? text.startIndex)..<open]),
                body: Self.block(in: text[open...]))
        }
    }

    /// The first brace that is in no parenthesis: a default value in the parameters may have braces of its own.
    private static func bodyStart(in text: Substring) -> String.Index? {
        var depth = 0
        return text.utf8.indices.first { index in
            switch Character(UnicodeScalar(text.utf8[index])) {
            case "(", "[": depth += 1
            case ")", "]": depth -= 1
            case "{": return depth == 0
            default: break
            }
            return false
        }
    }

    private static func block(in text: Substring) -> String {
        var depth = 0
        let end = text.utf8.indices.first { index in
            switch Character(UnicodeScalar(text.utf8[index])) {
            case "{": depth += 1
            case "}":
                depth -= 1
                return depth == 0
            default: break
            }
            return false
        }
        return String(end.map { text[...$0] } ?? text)
    }
}

/// Takes comments and what stands in strings out of a source.
private struct Stripper {
    private var rest: ArraySlice<UInt8>
    private var result: [UInt8] = []

    init(_ text: String) { rest = Array(text.utf8)[...] }

    mutating func strip() -> String {
        while let byte = rest.first {
            if rest.starts(with: "//".utf8) {
                rest = rest.drop { $0 != UInt8(ascii: "\n") }
            } else if rest.starts(with: "\"\"\"".utf8) {
                skipString(until: Array("\"\"\"".utf8))
            } else if byte == UInt8(ascii: "\"") {
                skipString(until: [byte])
            } else {
                result.append(byte)
                rest.removeFirst()
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Leaves an empty string. What is interpolated goes as well, with the strings in it.
    private mutating func skipString(until end: [UInt8]) {
        result += "\"\"".utf8
        rest.removeFirst(end.count)
        while !rest.isEmpty {
            if rest.starts(with: end) {
                rest.removeFirst(end.count)
                return
            }
            guard rest.removeFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "(") else { continue }
            var depth = 1
            while depth > 0, let byte = rest.first {
                if byte == UInt8(ascii: "\"") {
                    skipString(until: [byte])
                    continue
                }
                depth += byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0
                rest.removeFirst()
            }
        }
    }
}
