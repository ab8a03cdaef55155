/// The name of a piece in a bag: ASCII letters, digits, `.`, `_` and `-`, so that every tool and disk takes it.
///
/// It is made by the custom of the accounting directives, `<dossier>_M<model>_<no>`, and says nothing of the name under which
/// the piece was handed in but what kind of file it is: original names may name people, and are in the inventory.
enum PayloadName {
    /// `2024-LAUNCH-07_M5_001.pdf` for a stem of a piece.
    static func name(_ stem: String, originalName: String) -> String { "\(stem).\(suffix(of: originalName))" }

    /// The extension in small letters if it is a usual one, else `bin`.
    private static func suffix(of name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "bin" }
        let suffix = name[name.index(after: dot)...].lowercased()
        let isUsual = (1...8).contains(suffix.utf8.count) && suffix.utf8.allSatisfy(isLetterOrDigit)
        return isUsual ? suffix : "bin"
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x61...0x7a).contains(byte)
    }
}

/// Gives the pieces of one requirement their stems, in the order of the inventory.
struct PieceNumbering {
    private let dossier: DossierCode
    private var counts: [String: Int] = [:]

    init(_ dossier: DossierCode) { self.dossier = dossier }

    /// `<dossier>_M5_001` for a piece of a model, `<dossier>_<piece>_001` for one of none.
    mutating func stem(of piece: PieceCode, model: Int?) -> String {
        numbered(model.map { "M\($0)" } ?? piece.text)
    }

    /// `<dossier>_paiement_001`, for a proof of payment that pays no known invoice.
    mutating func stemOfUnassignedProof() -> String { numbered("paiement") }

    private mutating func numbered(_ prefix: String) -> String {
        // Counted without regard to case, because there are disks that do not tell the two apart.
        let count = counts[prefix.lowercased(), default: 0] + 1
        counts[prefix.lowercased()] = count
        return "\(dossier)_\(prefix)_\(padded(count, 3))"
    }
}
