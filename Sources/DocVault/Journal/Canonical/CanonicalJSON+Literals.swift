/// Literals, so that an event reads in Swift as it does in JSON:
///
///     let event: CanonicalJSON = ["act": "deposit", "size": 52_301, "actor": .string(actor.code)]
extension CanonicalJSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByStringLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    package init(nilLiteral: ()) { self = .null }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int64) { self = .integer(value) }
    package init(stringLiteral value: String) { self = .string(value) }
    package init(arrayLiteral elements: CanonicalJSON...) { self = .array(elements) }

    /// - Precondition: no key is written twice, as in any Swift dictionary literal.
    package init(dictionaryLiteral elements: (String, CanonicalJSON)...) {
        do {
            self = .object(try Object(elements.map { (key: $0.0, value: $0.1) }))
        } catch {
            preconditionFailure("a key is written twice in a literal: \(error)")
        }
    }
}

extension CanonicalJSON {
    /// An object of those members that have a value. The keys are written in the source, each once.
    static func object(leavingOut members: [(String, CanonicalJSON?)]) -> CanonicalJSON {
        do {
            return .object(
                try Object(members.compactMap { key, value in value.map { (key: key, value: $0) } }))
        } catch {
            preconditionFailure("a key is written twice: \(error)")
        }
    }
}
