/// A JSON object whose members keep the order in which they were added (RFC 8259).
///
/// Foundation's encoder orders members by name or not at all. What is `nil` is left out.
public struct JSONObject: Sendable {
    public enum Value: Sendable {
        case text(String)
        case integer(Int64)
        case flag(Bool)
        case object(JSONObject)
        case list([Value])
    }

    private var members: [(name: String, value: Value)] = []

    public init() {}

    public subscript(name: String) -> Value? {
        get { members.first { $0.name == name }?.value }
        set { if let newValue { members.append((name, newValue)) } }
    }

    /// The object on one line, without spaces.
    public var text: String {
        var text = ""
        write(to: &text)
        return text
    }

    func write(to text: inout String) {
        text += "{"
        for (index, member) in members.enumerated() {
            if index > 0 { text += "," }
            Self.write(member.name, to: &text)
            text += ":"
            Self.write(member.value, to: &text)
        }
        text += "}"
    }

    private static func write(_ value: Value, to text: inout String) {
        switch value {
        case .text(let string): write(string, to: &text)
        case .integer(let number): text += String(number)
        case .flag(let flag): text += flag ? "true" : "false"
        case .object(let object): object.write(to: &text)
        case .list(let values):
            text += "["
            for (index, value) in values.enumerated() {
                if index > 0 { text += "," }
                write(value, to: &text)
            }
            text += "]"
        }
    }

    private static func write(_ string: String, to text: inout String) {
        text += "\""
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case "\u{00}"..<"\u{20}": text += "\\u00" + Hexadecimal.encode([UInt8(scalar.value)])
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}

extension JSONObject.Value {
    public static func text(_ value: String?) -> JSONObject.Value? { value.map(JSONObject.Value.text) }
    public static func describing(_ value: (some CustomStringConvertible)?) -> JSONObject.Value? {
        value.map { .text($0.description) }
    }
    public static func integer(_ value: Int) -> JSONObject.Value { .integer(Int64(value)) }

    /// `{"cents":…,"currency":"EUR"}`.
    public static func money(_ value: Money?) -> JSONObject.Value? {
        value.map { money in
            var object = JSONObject()
            object["cents"] = .integer(money.cents)
            object["currency"] = .text(money.currency)
            return .object(object)
        }
    }

    /// The texts that there are, by language.
    public static func localized(_ value: LocalizedText) -> JSONObject.Value {
        var object = JSONObject()
        for language in Language.allCases { object[language.rawValue] = .text(value[language]) }
        return .object(object)
    }
}
