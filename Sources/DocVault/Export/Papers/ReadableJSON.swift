extension CanonicalJSON {
    /// The value with a member or an item a line, indented by two spaces: the members in canonical order, so one value has one
    /// text here as well. No line end stands after it.
    /// - Throws: ``CanonicalJSONError/integerOutOfRange``, ``CanonicalJSONError/tooDeep``
    func readableText() throws(CanonicalJSONError) -> String {
        var text = ""
        try write(to: &text, indentation: "\n", depth: 0)
        return text
    }

    private func write(to text: inout String, indentation: String, depth: Int) throws(CanonicalJSONError) {
        guard depth <= Self.maximumDepth else { throw .tooDeep }
        let inner = indentation + "  "
        switch self {
        case .array(let items) where !items.isEmpty:
            text += "["
            for (position, item) in items.enumerated() {
                text += (position > 0 ? "," : "") + inner
                try item.write(to: &text, indentation: inner, depth: depth + 1)
            }
            text += indentation + "]"
        case .object(let object) where !object.members.isEmpty:
            text += "{"
            for (position, member) in object.members.enumerated() {
                text += (position > 0 ? "," : "") + inner
                try CanonicalJSON.string(member.key).write(to: &text, indentation: inner, depth: depth + 1)
                text += ": "
                try member.value.write(to: &text, indentation: inner, depth: depth + 1)
            }
            text += indentation + "}"
        case .null, .bool, .integer, .string, .array, .object:
            text += String(decoding: try canonicalBytes(), as: UTF8.self)
        }
    }
}
