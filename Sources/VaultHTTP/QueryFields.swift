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
            let decoded = parts.map { $0.replacing("+", with: " ").removingPercentEncoding }
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

    func text(_ name: String) -> String? { values[name] }

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
        guard let value = parse(text) else {
            throw RequestRefusal.invalidParameters([
                .init(parameter: name, detail: Sentence("http.parameterWrong", ["value": .quoted(text)]))
            ])
        }
        return value
    }
}
