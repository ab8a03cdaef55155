import Testing
import VaultTestSupport

@testable import DocVault

/// One change to the documented example that makes it a description no more, and what is said of it.
struct DescriptionEdit: Sendable, CustomTestStringConvertible {
    let from: String
    let to: String
    /// The flaws, each as `line 57: requirements[1].dueDate: …`.
    let flaws: [String]

    init(_ from: String, _ to: String, _ flaws: String...) { (self.from, self.to, self.flaws) = (from, to, flaws) }

    var testDescription: String { "\(from) → \(to)" }

    /// The example with the first place changed.
    func applied() throws -> [UInt8] {
        let text = try VaultProgram.example()
        guard let range = text.firstRange(of: from) else { return Array(text.utf8) }
        return Array(text.replacingCharacters(of: range, with: to).utf8)
    }
}

extension String {
    fileprivate func replacingCharacters(of range: Range<Index>, with text: String) -> String {
        self[..<range.lowerBound] + text + self[range.upperBound...]
    }
}

/// The flaws found in a description, each as one sentence; none when it is good.
func flaws(in bytes: [UInt8]) -> [String] {
    do throws(VaultError) {
        _ = try DossierDescription(json: bytes)
        return []
    } catch {
        guard case .descriptionInvalid(let flaws) = error else { return ["another error: \(error.message)"] }
        return flaws.map { $0.sentence.text(in: .en) }
    }
}
