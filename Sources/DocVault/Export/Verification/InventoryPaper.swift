internal import Foundation

/// What both forms of an inventory say of a row, as far as it can be checked.
struct InventoryEntry: Decodable, Sendable {
    let number: Int
    let file: String?
    let digest: String
    let sizeInBytes: Int64?
    let document: String
    let disposition: String?
    /// Which volume of a group has the file.
    let volume: Int?

    private enum Key: String, CodingKey { case number, file, digest, sizeInBytes, document, disposition, volume }

    init(from decoder: any Decoder) throws {
        let row = try decoder.container(keyedBy: Key.self)
        number = try row.decode(Int.self, forKey: .number)
        file = try row.decodeIfPresent(String.self, forKey: .file).flatMap { $0.isEmpty ? nil : $0 }
        digest = try row.decode(String.self, forKey: .digest)
        sizeInBytes = try row.decodeIfPresent(Int64.self, forKey: .sizeInBytes)
        document = try row.decode(String.self, forKey: .document)
        disposition = try row.decodeIfPresent(String.self, forKey: .disposition).flatMap { $0.isEmpty ? nil : $0 }
        volume =
            (try? row.decodeIfPresent(Int.self, forKey: .volume))
            ?? (try? row.decodeIfPresent(String.self, forKey: .volume)).flatMap { Int($0) }
    }

    /// The row in a form that is the same for both.
    var common: String {
        "\(number)\n\(file ?? "")\n\(digest)\n\(sizeInBytes.map(String.init) ?? "")\n\(document)\n\(disposition ?? "")\n"
    }
}

/// Reads `inventory.json` as it comes, row by row: a whole one may be larger than memory should be.
struct InventoryJSON: Sendable {
    static let path = "data/inventory.json"
    private static let longestRow = 1 << 20

    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    private var row: [UInt8] = []
    private(set) var count = 0
    /// Whether it ended where it should, and every row could be read.
    private(set) var isMalformed = false

    mutating func take(_ bytes: [UInt8], _ consume: (InventoryEntry) -> Void) {
        // The rows are objects in a list in an object: what is deeper than two brackets is one of them.
        for byte in bytes {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isInString = true
            } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
                depth += 1
            } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
                depth -= 1
                if depth == 2, !row.isEmpty {
                    row.append(byte)
                    finishRow(consume)
                    continue
                }
            }
            if depth > 2, row.count < Self.longestRow { row.append(byte) }
        }
    }

    private mutating func finishRow(_ consume: (InventoryEntry) -> Void) {
        count += 1
        if let entry = try? JSONDecoder().decode(InventoryEntry.self, from: Data(row)) {
            consume(entry)
        } else {
            isMalformed = true
        }
        row.removeAll(keepingCapacity: true)
    }

    mutating func end() { if depth != 0 || isInString { isMalformed = true } }
}

/// Reads `inventory.csv` as it comes (RFC 4180).
struct InventoryCSV: Sendable {
    static let path = "data/inventory.csv"
    private static let longestRow = 1 << 20

    private var fields: [[UInt8]] = [[]]
    private var isQuoted = false
    /// The last byte was a quote within quotes: the end of them, or the first half of a quote in the text.
    private var sawQuote = false
    private var columns: [String: Int]?
    private(set) var count = 0
    private(set) var isMalformed = false

    mutating func take(_ bytes: [UInt8], _ consume: (String) -> Void) {
        for byte in bytes {
            if isQuoted {
                if sawQuote {
                    sawQuote = false
                    if byte == UInt8(ascii: "\"") {
                        add(byte)
                        continue
                    }
                    isQuoted = false
                } else if byte == UInt8(ascii: "\"") {
                    sawQuote = true
                    continue
                } else {
                    add(byte)
                    continue
                }
            }
            switch byte {
            case UInt8(ascii: "\"") where fields[fields.count - 1].isEmpty: isQuoted = true
            case UInt8(ascii: ","): fields.append([])
            case 0x0a: finishRow(consume)
            case 0x0d: break
            default: add(byte)
            }
        }
    }

    private mutating func add(_ byte: UInt8) {
        if fields[fields.count - 1].count < Self.longestRow { fields[fields.count - 1].append(byte) }
    }

    private mutating func finishRow(_ consume: (String) -> Void) {
        let texts = fields.map { String(decoding: $0, as: UTF8.self) }
        fields = [[]]
        guard let columns else {
            columns = Dictionary(texts.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
            return
        }
        count += 1
        let names = ["number", "file", "digest", "sizeInBytes", "document", "disposition"]
        let values = names.map { name in columns[name].flatMap { texts.indices.contains($0) ? texts[$0] : nil } }
        if values[0] == nil || values[2] == nil || texts.count != columns.count { isMalformed = true }
        consume(values.map { ($0 ?? "") + "\n" }.joined())
    }

    mutating func end() { if isQuoted && !sawQuote || fields.count > 1 || !fields[0].isEmpty { isMalformed = true } }
}
