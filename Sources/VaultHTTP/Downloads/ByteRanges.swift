/// What a `Range` asks for of so many bytes (RFC 9110 §14).
enum ByteRanges: Equatable, Sendable {
    /// All of it: there was no range, or one that must be taken as if it had not been there.
    case whole
    /// These stretches, none of which is empty and no two of which touch, in the order that they were asked for.
    case some([Range<Int64>])
    /// Nothing of what there is.
    case none

    /// How many stretches one answer has. More than that is no download but an attack (RFC 9110 §17.15).
    static let most = 16

    /// - Parameters:
    ///   - header: The field's value. Another unit than bytes, or what cannot be read, counts as none (RFC 9110 §14.2).
    ///   - length: How many bytes there are.
    init(_ header: String?, of length: Int64) {
        guard let header, let specifiers = Self.specifiers(header) else {
            self = .whole
            return
        }
        var ranges: [Range<Int64>] = []
        for specifier in specifiers {
            guard let range = specifier.range(of: length) else { continue }
            Self.add(range, to: &ranges)
        }
        switch ranges.count {
        case 0: self = length == 0 && specifiers.contains(where: \.isSuffix) ? .whole : .none
        case 1...Self.most: self = .some(ranges)
        default: self = .whole
        }
    }

    /// Adds a range, as one with those that it overlaps or touches; it stands where the first of them stood.
    private static func add(_ range: Range<Int64>, to ranges: inout [Range<Int64>]) {
        var merged = range
        var place: Int?
        for index in ranges.indices.reversed()
        where ranges[index].lowerBound <= merged.upperBound && merged.lowerBound <= ranges[index].upperBound {
            let other = ranges.remove(at: index)
            merged = min(merged.lowerBound, other.lowerBound)..<max(merged.upperBound, other.upperBound)
            place = index
        }
        ranges.insert(merged, at: place ?? ranges.endIndex)
    }

    private enum Specifier {
        case from(Int64, through: Int64?)
        case last(Int64)

        var isSuffix: Bool { if case .last(let count) = self { count > 0 } else { false } }

        /// What there is of it; `nil` when there is nothing.
        func range(of length: Int64) -> Range<Int64>? {
            switch self {
            case .from(let first, let last):
                guard first < length else { return nil }
                return first..<(min(last ?? .max, length - 1) + 1)
            case .last(let count):
                guard count > 0, length > 0 else { return nil }
                return max(0, length - count)..<length
            }
        }
    }

    /// The longest field that is read. Sixteen ranges of the largest numbers are shorter.
    private static let longest = 1_000

    private static func specifiers(_ header: String) -> [Specifier]? {
        guard header.utf8.count <= longest, let match = header.wholeMatch(of: /[Bb][Yy][Tt][Ee][Ss]=(.*)/) else {
            return nil
        }
        var specifiers: [Specifier] = []
        // Empty members of a list count for nothing (RFC 9110 §5.6.1.2).
        for member in match.1.split(separator: ",") {
            let text = member.drop { $0 == " " || $0 == "\t" }
            guard let found = text.wholeMatch(of: /([0-9]*)-([0-9]*)[ \t]*/) else {
                guard text.isEmpty else { return nil }
                continue
            }
            switch (found.1.isEmpty, found.2.isEmpty) {
            case (true, true): return nil
            case (true, false): specifiers.append(.last(number(found.2)))
            case (false, true): specifiers.append(.from(number(found.1), through: nil))
            case (false, false):
                let (first, last) = (number(found.1), number(found.2))
                guard first <= last else { return nil }
                specifiers.append(.from(first, through: last))
            }
        }
        return specifiers.isEmpty ? nil : specifiers
    }

    /// A number that is too large for any file is larger than every file.
    private static func number(_ digits: Substring) -> Int64 { Int64(digits) ?? .max }
}
