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
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The same as UTF-8.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return bytes
    }

    private func write(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        for (index, member) in members.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            Self.write(member.name, to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            Self.write(member.value, to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    private static func write(_ value: Value, to bytes: inout [UInt8]) {
        switch value {
        case .text(let string): write(string, to: &bytes)
        case .integer(let number): bytes += String(number).utf8
        case .flag(let flag): bytes += (flag ? "true" : "false").utf8
        case .object(let object): object.write(to: &bytes)
        case .list(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                write(value, to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        }
    }

    private static func write(_ string: String, to bytes: inout [UInt8]) {
        var string = string
        bytes.append(UInt8(ascii: "\""))
        string.withUTF8 { text in
            // Stretches between what must be escaped are copied at once: going by characters took a fifth of a page's time.
            var start = 0
            for (index, byte) in text.enumerated() {
                guard let escape = escape(byte) else { continue }
                bytes += text[start..<index]
                bytes += escape.utf8
                start = index + 1
            }
            bytes += text[start...]
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// What stands for a byte that cannot stand for itself (RFC 8259 §7).
    private static func escape(_ byte: UInt8) -> String? {
        switch byte {
        case UInt8(ascii: "\""): "\\\""
        case UInt8(ascii: "\\"): "\\\\"
        case UInt8(ascii: "\n"): "\\n"
        case UInt8(ascii: "\r"): "\\r"
        case UInt8(ascii: "\t"): "\\t"
        case 0..<0x20: "\\u00" + Hexadecimal.encode([byte])
        default: nil
        }
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
