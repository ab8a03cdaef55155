/// A place in a description: one value, its field's name, and where flaws found there are noted.
///
/// Reading goes on after a flaw, so that a person is told of all of them at once. What could not be read is `nil`. Who
/// needs several values reads all of them before looking at any: a chain of conditions would stop at the first `nil`.
package struct DescriptionField {
    package let name: String
    package let pointer: JSONPointer
    package let json: LocatedJSON
    package let flaws: DescriptionFlaws

    /// The whole of a file.
    package init(root json: LocatedJSON, flaws: DescriptionFlaws) {
        self.init(name: "", pointer: JSONPointer(), json: json, flaws: flaws)
    }

    private init(name: String, pointer: JSONPointer, json: LocatedJSON, flaws: DescriptionFlaws) {
        (self.name, self.pointer, self.json, self.flaws) = (name, pointer, json, flaws)
    }

    package func note(_ reason: Sentence) {
        flaws.note(DescriptionFlaw(line: json.line, field: name, pointer: pointer, reason: reason))
    }

    /// Notes a flaw, and stands for the value that could not be read.
    package func refuse<Value>(_ reason: Sentence) -> Value? {
        note(reason)
        return nil
    }

    package var text: String? {
        guard case .text(let text) = json.value else {
            return refuse(Sentence("description.mustBeText", ["kind": .sentence(json.kindName)]))
        }
        guard !text.isEmpty else { return refuse(Sentence("description.mustNotBeEmpty")) }
        // No database keeps one whole.
        guard !text.unicodeScalars.contains("\0") else { return refuse(Sentence("description.mustNotHoldZero")) }
        return text
    }

    package func text(atMost limit: Int) -> String? {
        guard let text else { return nil }
        guard text.contains(where: { !$0.isWhitespace }) else { return refuse(Sentence("description.mustNotBeBlank")) }
        // Counted as JSON Schema counts: by code points.
        return text.unicodeScalars.count <= limit
            ? text : refuse(Sentence("description.tooLong", ["limit": .number(limit)]))
    }

    package var flag: Bool? {
        guard case .flag(let flag) = json.value else {
            return refuse(Sentence("description.mustBeFlag", ["kind": .sentence(json.kindName)]))
        }
        return flag
    }

    package func integer(from smallest: Int64) -> Int64? {
        guard case .number(let text) = json.value, let number = Int64(text) else {
            return refuse(Sentence("description.mustBeInteger"))
        }
        // Beyond this, programs that read JSON numbers as floating point change them (RFC 8259 §6).
        guard (smallest...9_007_199_254_740_991).contains(number) else {
            return refuse(Sentence("description.mustBeIntegerFrom", ["smallest": .number(Int(smallest))]))
        }
        return number
    }

    package var items: [DescriptionField]? {
        guard case .list(let items) = json.value else {
            return refuse(Sentence("description.mustBeList", ["kind": .sentence(json.kindName)]))
        }
        return items.enumerated().map { index, item in
            DescriptionField(
                name: "\(name)[\(index)]", pointer: pointer.appending("\(index)"), json: item, flaws: flaws)
        }
    }

    /// Whether it is this text.
    package func isText(_ text: String) -> Bool {
        if case .text(let found) = json.value { found == text } else { false }
    }

    /// Whether it is a list with nothing in it.
    package var isEmptyList: Bool {
        if case .list(let items) = json.value { items.isEmpty } else { false }
    }

    /// The texts that the objects of a list have under a name, for rules about the list as a whole. Nothing is noted: what
    /// is wrong with one of the objects is noted where that is read.
    package func texts(of member: String) -> [String] {
        guard case .list(let items) = json.value else { return [] }
        return items.compactMap { item in
            guard case .members(let members) = item.value,
                case .text(let text) = members.first(where: { $0.name == member })?.value.value
            else { return nil }
            return text
        }
    }

    /// The members of an object; each that is not among `names` is a flaw.
    package func members(_ names: String...) -> DescriptionMembers? { members(among: names) }

    package func members(among names: [String]) -> DescriptionMembers? {
        guard case .members(let members) = json.value else {
            return refuse(Sentence("description.mustBeObject", ["kind": .sentence(json.kindName)]))
        }
        var fields: [String: DescriptionField] = [:]
        for member in members {
            let path = name.isEmpty ? member.name : "\(name).\(member.name)"
            let pointer = pointer.appending(member.name)
            fields[member.name] = DescriptionField(name: path, pointer: pointer, json: member.value, flaws: flaws)
            if !names.contains(member.name) {
                let reason = Sentence("description.unknownField")
                flaws.note(DescriptionFlaw(line: member.line, field: path, pointer: pointer, reason: reason))
            }
        }
        return DescriptionMembers(owner: self, fields: fields)
    }

    package func date() -> CivilDate? {
        guard let text else { return nil }
        return CivilDate(text) ?? refuse(Sentence("description.noDay", ["text": .quoted(text)]))
    }

    package func code<Value: Code>(_ type: Value.Type = Value.self) -> Value? {
        guard let text else { return nil }
        return Value(text)
            ?? refuse(Sentence("description.noCode", ["text": .quoted(text), "form": .sentence(Value.form)]))
    }

    package func choice<Value: RawRepresentable<String> & CaseIterable>(_ type: Value.Type = Value.self) -> Value? {
        guard let text else { return nil }
        let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return Value(rawValue: text)
            ?? refuse(Sentence("description.noChoice", ["text": .quoted(text), "choices": .text(names)]))
    }

    /// A text in at least one language, each of at most so many characters.
    package func localizedText(atMost limit: Int = 300) -> LocalizedText? {
        guard let members = members("fr", "nl", "en") else { return nil }
        var texts: [Language: String] = [:]
        for language in Language.allCases {
            texts[language] = members.optional(language.rawValue)?.text(atMost: limit)
        }
        guard !members.fields.isEmpty else { return refuse(Sentence("description.wantsLanguage")) }
        // `nil` where a text was refused: that flaw is noted already.
        return LocalizedText(texts)
    }

    package func period() -> Period? {
        guard let members = members("from", "to") else { return nil }
        let (from, to) = (members["from"]?.date(), members["to"]?.date())
        guard let from, let to else { return nil }
        return Period(from: from, to: to)
            ?? refuse(Sentence("description.periodEndsFirst", ["to": .text("\(to)"), "from": .text("\(from)")]))
    }

    package func money() -> Money? {
        guard let members = members("cents", "currency") else { return nil }
        let (cents, currency) = (members["cents"]?.integer(from: 0), members["currency"]?.text)
        guard let cents, let currency else { return nil }
        guard currency == "EUR" else {
            return refuse(Sentence("description.otherCurrency", ["currency": .quoted(currency)]))
        }
        return Money(cents: cents, currency: currency)
    }
}

/// The members of one object of a description.
package struct DescriptionMembers {
    package let owner: DescriptionField
    package let fields: [String: DescriptionField]

    /// A member that must be there.
    package subscript(name: String) -> DescriptionField? {
        fields[name] ?? owner.refuse(Sentence("description.fieldMissing", ["name": .quoted(name)]))
    }

    package func optional(_ name: String) -> DescriptionField? { fields[name] }
}

/// The flaws found so far. A class, because all fields of one description note theirs in the same place.
package final class DescriptionFlaws {
    package private(set) var all: [DescriptionFlaw] = []

    package init() {}

    package func note(_ flaw: DescriptionFlaw) { all.append(flaw) }
}
