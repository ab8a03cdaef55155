internal import DocVault
internal import Foundation
internal import HTTPTypes

/// The parameters of a query, read like the members of a body: what is not known is refused by its name.
struct QueryFields {
    private let values: [String: String]

    init(_ query: String?, among names: [String]) throws {
        var values: [String: String] = [:]
        var errors: [Problem.FieldError] = []
        for pair in (query ?? "").split(separator: "&", omittingEmptySubsequences: true) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = parts.map(Self.decoded)
            guard let name = decoded[0], let value = decoded.count > 1 ? decoded[1] : "" else {
                throw RequestRefusal.malformedQuery
            }
            guard names.contains(name) else {
                errors.append(.init(parameter: name, detail: Sentence("http.unknownParameter")))
                continue
            }
            guard values.updateValue(value, forKey: name) == nil else {
                errors.append(.init(parameter: name, detail: Sentence("http.parameterTwice")))
                continue
            }
        }
        guard errors.isEmpty else { throw RequestRefusal.invalidParameters(errors) }
        self.values = values
    }

    private static func decoded(_ text: Substring) -> String? {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "%") }) else {
            return String(text)
        }
        return String(text.map { $0 == "+" ? " " : $0 }).removingPercentEncoding
    }

    /// Reads what was given in another way than a query, as if it had been one.
    init(_ values: [String: String], among names: Set<String>) throws {
        let unknown = values.keys.filter { !names.contains($0) }.sorted()
        guard unknown.isEmpty else {
            throw RequestRefusal.invalidParameters(
                unknown.map { .init(parameter: $0, detail: Sentence("http.unknownParameter")) })
        }
        self.values = values
    }

    func text(_ name: String) -> String? { values[name] }

    /// A text that says something, of at most so many characters.
    func words(_ name: String, atMost limit: Int = 300) throws -> String? {
        try read(name) { text in
            text.unicodeScalars.count <= limit && text.contains { !$0.isWhitespace } ? text : nil
        }
    }

    /// Why something is done; a blank text is no reason.
    func reason(_ name: String) throws -> String? {
        guard let text = values[name], !text.allSatisfy(\.isWhitespace) else { return nil }
        return try words(name, atMost: Reason.longest)
    }

    /// A value that can be wrong; `nil` when it is not there.
    func value<Value: LosslessStringConvertible>(_ name: String, as type: Value.Type = Value.self) throws -> Value? {
        try read(name) { Value($0) }
    }

    func code<Value: Code>(_ name: String, as type: Value.Type = Value.self) throws -> Value? {
        try read(name) { Value($0) }
    }

    func choice<Value: RawRepresentable<String>>(_ name: String, as type: Value.Type = Value.self) throws -> Value? {
        try read(name) { Value(rawValue: $0) }
    }

    func integer(_ name: String, in range: ClosedRange<Int>) throws -> Int? {
        try read(name) { text in Int(text).flatMap { range.contains($0) ? $0 : nil } }
    }

    func flag(_ name: String) throws -> Bool? { try read(name) { Bool($0) } }

    /// A value that must be there.
    func required<Value>(_ name: String, _ value: Value?) throws -> Value {
        guard let value else {
            throw RequestRefusal.invalidParameters([
                .init(parameter: name, detail: Sentence("http.parameterMissing"))
            ])
        }
        return value
    }

    private func read<Value>(_ name: String, _ parse: (String) -> Value?) throws -> Value? {
        guard let text = values[name] else { return nil }
        guard let value = parse(text) else { throw wrong(name) }
        return value
    }

    /// What is said of a value that cannot be.
    func wrong(_ name: String, _ text: String? = nil) -> RequestRefusal {
        let value = text ?? values[name] ?? ""
        return .invalidParameters([
            .init(parameter: name, detail: Sentence("http.parameterWrong", ["value": .quoted(value)]))
        ])
    }
}
