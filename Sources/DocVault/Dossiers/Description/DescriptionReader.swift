/// A place in a description: one value, its field's name, and where flaws found there are noted.
///
/// Reading goes on after a flaw, so that a person is told of all of them at once. What could not be read is `nil`.
struct DescriptionField {
    let name: String
    let json: LocatedJSON
    let flaws: DescriptionFlaws

    func note(_ reason: String) { flaws.note(DescriptionFlaw(line: json.line, field: name, reason: reason)) }

    /// Notes a flaw, and stands for the value that could not be read.
    func refuse<Value>(_ reason: String) -> Value? {
        note(reason)
        return nil
    }

    var text: String? {
        guard case .text(let text) = json.value else { return refuse("must be a text, not \(json.kindName)") }
        guard !text.isEmpty else { return refuse("must not be empty") }
        return text
    }

    func text(atMost limit: Int) -> String? {
        guard let text else { return nil }
        return text.count <= limit ? text : refuse("must not be longer than \(limit) characters")
    }

    var flag: Bool? {
        guard case .flag(let flag) = json.value else { return refuse("must be true or false, not \(json.kindName)") }
        return flag
    }

    func integer(from smallest: Int64) -> Int64? {
        guard case .number(let text) = json.value, let number = Int64(text) else {
            return refuse("must be a whole number")
        }
        // Beyond this, programs that read JSON numbers as floating point change them (RFC 8259 §6).
        guard (smallest...9_007_199_254_740_991).contains(number) else {
            return refuse("must be a whole number from \(smallest) up")
        }
        return number
    }

    var items: [DescriptionField]? {
        guard case .list(let items) = json.value else { return refuse("must be a list, not \(json.kindName)") }
        return items.enumerated().map { index, item in
            DescriptionField(name: "\(name)[\(index)]", json: item, flaws: flaws)
        }
    }

    /// The members of an object; each that is not among `names` is a flaw.
    func members(_ names: String...) -> DescriptionMembers? {
        guard case .members(let members) = json.value else {
            return refuse("must be an object, not \(json.kindName)")
        }
        var fields: [String: DescriptionField] = [:]
        for member in members {
            let path = name.isEmpty ? member.name : "\(name).\(member.name)"
            fields[member.name] = DescriptionField(name: path, json: member.value, flaws: flaws)
            if !names.contains(member.name) {
                flaws.note(DescriptionFlaw(line: member.line, field: path, reason: "is not a field of this format"))
            }
        }
        return DescriptionMembers(owner: self, fields: fields)
    }

    func date() -> CivilDate? {
        guard let text else { return nil }
        return CivilDate(text) ?? refuse("\(quoted(text)) is not a day that exists, written YYYY-MM-DD")
    }

    func code<Value: Code>(_ type: Value.Type = Value.self) -> Value? {
        guard let text else { return nil }
        return Value(text) ?? refuse("\(quoted(text)) is not a code: \(Value.form)")
    }

    func choice<Value: RawRepresentable<String> & CaseIterable>(_ type: Value.Type = Value.self) -> Value? {
        guard let text else { return nil }
        let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
        return Value(rawValue: text) ?? refuse("\(quoted(text)) is not one of \(names)")
    }

    func localizedText() -> LocalizedText? {
        guard let members = members("fr", "nl", "en") else { return nil }
        var texts: [Language: String] = [:]
        for language in Language.allCases {
            texts[language] = members.optional(language.rawValue)?.text(atMost: 300)
        }
        return LocalizedText(texts) ?? refuse("wants a text in at least one of fr, nl, en")
    }

    func period() -> Period? {
        guard let members = members("from", "to"), let from = members["from"]?.date(), let to = members["to"]?.date()
        else { return nil }
        return Period(from: from, to: to) ?? refuse("ends on \(to), before it begins on \(from)")
    }

    func money() -> Money? {
        guard let members = members("cents", "currency"), let cents = members["cents"]?.integer(from: 0),
            let currency = members["currency"]?.text
        else { return nil }
        return Money(cents: cents, currency: currency) ?? refuse("the currency is three capital letters, as EUR")
    }
}

/// The members of one object of a description.
struct DescriptionMembers {
    let owner: DescriptionField
    let fields: [String: DescriptionField]

    /// A member that must be there.
    subscript(name: String) -> DescriptionField? {
        fields[name] ?? owner.refuse("the field \(quoted(name)) is missing")
    }

    func optional(_ name: String) -> DescriptionField? { fields[name] }
}

/// The flaws found so far. A class, because all fields of one description note theirs in the same place.
final class DescriptionFlaws {
    private(set) var all: [DescriptionFlaw] = []

    func note(_ flaw: DescriptionFlaw) { all.append(flaw) }
}
