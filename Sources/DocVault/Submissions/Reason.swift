/// Why somebody does what needs an explanation: a text that says something, of at most 2,000 characters.
package enum Reason {
    package static let longest = 2_000

    /// A reason that must be given.
    /// - Throws: ``VaultError/reasonMissing`` for none or a blank one; ``VaultError/malformed(field:reason:)`` for a longer one.
    static func required(_ text: String?) throws(VaultError) -> String {
        guard let reason = try optional(text) else { throw .reasonMissing }
        return reason
    }

    /// A reason that may be given; a blank one is none.
    static func optional(_ text: String?) throws(VaultError) -> String? {
        guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
        guard text.unicodeScalars.count <= longest else {
            throw .malformed(
                field: "--reason", reason: Sentence("decision.reasonTooLong", ["limit": .number(longest)]))
        }
        return text
    }
}

extension VaultError {
    /// A requirement that cannot go from one state to another.
    static func stateForbids(
        _ code: RequirementCode, _ from: Requirement.State, _ to: Requirement.State
    ) -> VaultError {
        .stateForbids(what: code.text, from: from.sentence, to: to.sentence)
    }
}
