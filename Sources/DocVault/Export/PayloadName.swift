internal import Foundation

/// The name of a piece in a bag: ASCII letters, digits, `.`, `_` and `-`, so that every tool and disk takes it.
enum PayloadName {
    private static let longest = 100
    private static let longestSlug = 40

    /// `0001_invoice_Facture-2024.pdf`: number, piece, and what can be kept of the original name as a help for readers.
    static func name(number: Int, piece: PieceCode, originalName: String) -> String {
        let (stem, suffix) = split(originalName)
        let start = "\(padded(number, 4))_\(piece.text)_"
        let room = min(longestSlug, longest - start.utf8.count - suffix.utf8.count - 1)
        return start + slug(stem).prefix(max(room, 1)) + "." + suffix
    }

    /// The original name without its extension, and the extension in small letters if it is a usual one, else `bin`.
    private static func split(_ name: String) -> (stem: String, suffix: String) {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return (name, "bin") }
        let suffix = name[name.index(after: dot)...].lowercased()
        let isUsual = (1...8).contains(suffix.utf8.count) && suffix.utf8.allSatisfy(isLetterOrDigit)
        return isUsual ? (String(name[..<dot]), suffix) : (name, "bin")
    }

    private static func slug(_ text: String) -> String {
        // Compatibility decomposition takes the accents off the letters they stand on; what is not ASCII then goes.
        let parts = text.decomposedStringWithCompatibilityMapping.unicodeScalars
            .filter { $0.properties.canonicalCombiningClass == .notReordered }
            .split { !($0.isASCII && isLetterOrDigit(UInt8($0.value))) }
        let slug = parts.map { String(String.UnicodeScalarView($0)) }.joined(separator: "-")
        return slug.isEmpty ? "document" : slug
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
    }
}
