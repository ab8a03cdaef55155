internal import DocVault

extension BodyFields {
    /// Why something is done; a blank text is no reason, as on the command line.
    func optionalReason(_ name: String = "reason") -> String? {
        guard let field = optional(name) else { return nil }
        if case .text(let text) = field.json.value, text.allSatisfy(\.isWhitespace) { return nil }
        return field.text(atMost: Reason.longest)
    }

    /// A reason that must be given.
    func reason(_ name: String = "reason") -> String? { self[name]?.text(atMost: Reason.longest) }

    /// Notes what is wrong with the body as a whole.
    func refuse(_ reason: Sentence) { whole?.note(reason) }
}

extension DescriptionField {
    func email() -> EmailAddress? {
        guard let text else { return nil }
        return EmailAddress(text) ?? refuse(Sentence("http.noEmail", ["text": .quoted(text)]))
    }

    func enterpriseNumber() -> EnterpriseNumber? {
        guard let text else { return nil }
        return EnterpriseNumber(text) ?? refuse(Sentence("description.noEnterpriseNumber", ["text": .quoted(text)]))
    }

    func identifier<Entity>(of entity: Entity.Type = Entity.self) -> Identifier<Entity>? {
        guard let text else { return nil }
        return Identifier(text) ?? refuse(Sentence("http.noIdentifier", ["text": .quoted(text)]))
    }

    /// One of some words.
    func choice<Value: RawRepresentable<String>>(among values: [Value]) -> Value? {
        guard let text else { return nil }
        let names = values.map(\.rawValue).joined(separator: ", ")
        return values.first { $0.rawValue == text }
            ?? refuse(Sentence("description.noChoice", ["text": .quoted(text), "choices": .text(names)]))
    }
}
