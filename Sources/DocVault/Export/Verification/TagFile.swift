internal import Foundation

/// The bytes of a file that says what should be in a bag, in the pieces in which they were read.
struct TagFile: Sendable {
    /// Longer ones are hashed like any file, and reported as malformed.
    static let limit = 1 << 28

    private(set) var pieces: [[UInt8]] = []
    private(set) var count = 0
    /// Whether there was more than anybody reads.
    private(set) var isCut = false

    init() {}

    init(_ bytes: [UInt8]) { append(bytes) }

    mutating func append(_ bytes: [UInt8]) {
        guard count + bytes.count <= Self.limit else { return isCut = true }
        pieces.append(bytes)
        count += bytes.count
    }

    var bytes: [UInt8] { Array(pieces.joined()) }

    /// Calls `body` with each line that is not empty, without its end, and its number from 1. Lines end with LF, CR or both
    /// (RFC 8493 §2.1.3); the other line separators of Unicode are characters like any other.
    func forEachLine(_ body: (_ line: ArraySlice<UInt8>, _ number: Int) throws -> Void) rethrows {
        var lines = LineSplitter()
        for piece in pieces { try lines.take(piece[...], body) }
        try lines.end(body)
    }
}

/// Cuts bytes that come in pieces into lines.
struct LineSplitter {
    /// No line of a file that is read so is longer; what is, is cut and will not be understood.
    private static let longestLine = 1 << 20

    private var rest: [UInt8] = []
    private var number = 1
    private var endedWithCR = false

    mutating func take(
        _ piece: ArraySlice<UInt8>, _ body: (_ line: ArraySlice<UInt8>, _ number: Int) throws -> Void
    ) rethrows {
        var start = piece.startIndex
        for index in piece.indices {
            let byte = piece[index]
            guard byte == 0x0a || byte == 0x0d else { continue }
            if byte == 0x0a, endedWithCR, index == start, rest.isEmpty {
                // The second half of a line's end.
                endedWithCR = false
                start = index + 1
                continue
            }
            try give(piece[start..<index], body)
            number += 1
            endedWithCR = byte == 0x0d
            start = index + 1
        }
        if start < piece.endIndex { endedWithCR = false }
        if rest.count < Self.longestLine { rest += piece[start...] }
    }

    mutating func end(_ body: (_ line: ArraySlice<UInt8>, _ number: Int) throws -> Void) rethrows {
        try give([], body)
    }

    private mutating func give(
        _ line: ArraySlice<UInt8>, _ body: (_ line: ArraySlice<UInt8>, _ number: Int) throws -> Void
    ) rethrows {
        if rest.isEmpty {
            if !line.isEmpty { try body(line, number) }
        } else {
            rest += line
            try body(rest[...], number)
            rest.removeAll(keepingCapacity: true)
        }
    }
}

/// The character encodings that tag files of bags come in (RFC 8493 §2.1.1); all but UTF-8 are old.
enum TagEncoding: String, CaseIterable, Sendable {
    case utf8 = "UTF-8"
    case ascii = "US-ASCII"
    case latin1 = "ISO-8859-1"
    case utf16 = "UTF-16"

    init?(name: some StringProtocol) {
        guard let encoding = Self.allCases.first(where: { $0.rawValue == name.uppercased() }) else { return nil }
        self = encoding
    }

    /// The same text in UTF-8; `nil` when it is none.
    func utf8(_ file: TagFile) -> TagFile? {
        switch self {
        case .utf8: file
        case .ascii: file.pieces.allSatisfy { $0.allSatisfy { $0 < 0x80 } } ? file : nil
        case .latin1: String(bytes: file.bytes, encoding: .isoLatin1).map { TagFile(Array($0.utf8)) }
        case .utf16: String(bytes: file.bytes, encoding: .utf16).map { TagFile(Array($0.utf8)) }
        }
    }
}
