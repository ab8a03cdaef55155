import Testing

@testable import DocVault

/// A small file of checklists that uses every member of the format once, and one change to it.
struct ChecklistEdit: Sendable, CustomTestStringConvertible {
    let from: String
    let to: String
    /// The flaws, each as `line 57: checklists[0].rules[1].label: …`.
    let flaws: [String]

    init(_ from: String, _ to: String, _ flaws: String...) { (self.from, self.to, self.flaws) = (from, to, flaws) }

    var testDescription: String { "\(from) → \(to)" }

    /// The file with the first place changed; `nil` if there is no such place.
    var applied: [UInt8]? {
        guard let range = Self.file.firstRange(of: from) else { return nil }
        return Array((Self.file[..<range.lowerBound] + to + Self.file[range.upperBound...]).utf8)
    }

    /// The flaws found in a file, each as one sentence; none when it is good.
    static func flaws(in bytes: [UInt8]) -> [String] {
        do throws(ChecklistFlaws) {
            _ = try ChecklistFile(json: bytes)
            return []
        } catch {
            return error.all.map { $0.sentence.text(in: .en) }
        }
    }

    static let file = """
        {
          "format": "docvault-checklists/1",
          "source": {
            "code": "decree-2019",
            "title": {"fr": "Arrêté", "nl": "Besluit", "en": "Decree"},
            "reference": "2019011008"
          },
          "questions": [
            {"code": "has-sponsor", "text": {"fr": "Un parrain ?", "nl": "Een peter?", "en": "A sponsor?"}}
          ],
          "checklists": [
            {
              "code": "costs-d",
              "version": 2,
              "use": "heading",
              "heading": "d",
              "title": {"fr": "Frais", "nl": "Kosten", "en": "Costs"},
              "citation": {"place": "A, d)", "quote": "des autres frais d'exploitation"},
              "rules": [
                {
                  "code": "invoice",
                  "kind": "piece",
                  "label": {"fr": "Facture", "nl": "Factuur", "en": "Invoice"},
                  "effect": "block",
                  "citation": {"place": "A, d)", "quote": "une copie des pièces justificatives"},
                  "min": 2,
                  "max": 9,
                  "heading": "d",
                  "model": 5,
                  "needsPaymentProof": true,
                  "invoice": true
                },
                {
                  "code": "payment-proof",
                  "kind": "piece",
                  "label": {"fr": "Preuve", "nl": "Bewijs", "en": "Proof"},
                  "effect": "block",
                  "citation": {"place": "A, d)", "quote": "(souches, factures, preuves de paiement)"},
                  "alternatives": ["sponsor-letter"],
                  "atLeastAsManyAs": "invoice",
                  "applies": {"attached": "invoice"}
                },
                {
                  "code": "sponsor-letter",
                  "kind": "piece",
                  "label": {"fr": "Lettre", "nl": "Brief", "en": "Letter"},
                  "effect": "warn",
                  "citation": {"place": "art. 29", "quote": "le cas échéant, une lettre du parrain"},
                  "applies": {"question": "has-sponsor"}
                },
                {
                  "code": "per-diem",
                  "kind": "excluded",
                  "label": {"fr": "Forfait", "nl": "Dagvergoeding", "en": "Per diem"},
                  "effect": "warn",
                  "citation": {"place": "A, d)", "quote": "pas de «per diem»"}
                },
                {
                  "code": "in-euro",
                  "kind": "check",
                  "label": {"fr": "En euros", "nl": "In euro", "en": "In euro"},
                  "effect": "warn",
                  "citation": {"place": "A, d)", "quote": "consignée dans un tableau"}
                }
              ]
            }
          ]
        }
        """
}
