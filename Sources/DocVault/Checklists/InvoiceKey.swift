internal import Foundation

/// An invoice's number in the form in which two spellings of it are the same.
///
/// People copy `F-2025/0147` as `f2025 0147`, and spreadsheets make `147` of `000147`. So nothing but letters and digits
/// counts, letters are capitals, and a run of digits loses the zeros that it begins with; runs are told apart by letters
/// alone, because separators are what gets lost. Why: `docs/decisions/0012-when-two-invoices-are-the-same.md`.
public struct InvoiceNumber: Hashable, Sendable, CustomStringConvertible {
    /// Capital letters and digits, at least one.
    public let normalized: String

    /// Takes a number as it was written; `nil` when it has neither letter nor digit.
    public init?(_ written: String) {
        // Full-width and other compatibility forms become plain ones; accents stay with their letters.
        let plain = written.precomposedStringWithCompatibilityMapping.uppercased()
        var normalized = ""
        var run = ""
        func endRun() {
            let significant = run.drop { $0 == "0" }
            normalized += run.isEmpty || !significant.isEmpty ? significant : "0"
            run = ""
        }
        for character in plain where character.isLetter || character.isNumber {
            if character.isNumber {
                run.append(character)
            } else {
                endRun()
                normalized.append(character)
            }
        }
        endRun()
        guard !normalized.isEmpty else { return nil }
        self.normalized = normalized
    }

    /// The numbers that a proof of payment names: several are separated by commas or semicolons, as one transfer or one
    /// statement pays several invoices.
    static func all(in written: String) -> Set<InvoiceNumber> {
        Set(written.split { $0 == ";" || $0 == "," }.compactMap { InvoiceNumber(String($0)) })
    }

    public var description: String { normalized }
}

/// A supplier's number in the form in which two spellings of it are the same: its digits.
///
/// A Belgian number of nine digits, as it was written before 2005, gets its leading zero. Country prefixes and the letters
/// in some foreign numbers are left out: people leave them out, and the digits tell suppliers apart.
public struct SupplierNumber: Hashable, Sendable, CustomStringConvertible {
    public let digits: String

    /// Takes a number as it was written; `nil` when it has no digit.
    public init?(_ written: String) {
        let digits = written.precomposedStringWithCompatibilityMapping
            .filter { ("0"..."9").contains($0) }
        guard !digits.isEmpty else { return nil }
        let isOldBelgian = digits.utf8.count == 9 && EnterpriseNumber("0" + digits) != nil
        self.digits = isOldBelgian ? "0" + digits : digits
    }

    public var description: String { digits }
}

/// What tells one invoice from another: who issued it, and its number there.
///
/// Two attachments with equal keys prove the same invoice, whatever their bytes. The text form, `0123456749/F20250147`, is
/// what the catalog looks keys up by.
public struct InvoiceKey: Hashable, Sendable, CustomStringConvertible {
    public let supplier: SupplierNumber
    public let number: InvoiceNumber

    /// The key of the invoice that these facts are of; `nil` unless both numbers are known.
    public init?(_ facts: InvoiceFacts) {
        guard let supplier = facts.supplierKey, let number = facts.numberKey else { return nil }
        (self.supplier, self.number) = (supplier, number)
    }

    public var description: String { "\(supplier)/\(number)" }
}

extension InvoiceFacts {
    /// The invoice's number without its spelling; `nil` where there is none.
    var numberKey: InvoiceNumber? { number.flatMap { InvoiceNumber($0) } }
    /// The supplier's number without its spelling; `nil` where there is none.
    var supplierKey: SupplierNumber? { supplierNumber.flatMap { SupplierNumber($0) } }
}
