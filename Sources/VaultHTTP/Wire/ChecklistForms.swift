package import DocVault

extension Checklist {
    /// What a list tells of it.
    package var summaryJSON: JSONObject {
        get throws(VaultError) {
            var object = JSONObject()
            object["code"] = .text(code.text)
            object["version"] = .integer(version)
            object["use"] = .text(use.kind.rawValue)
            object["heading"] = .text(use.heading?.rawValue)
            object["title"] = .localized(title)
            object["source"] = .text(source.code.rawValue)
            object["place"] = .text(citation.place)
            object["ruleCount"] = .integer(rules.count)
            object["digest"] = .text(try digest().description)
            return object
        }
    }

    package var json: JSONObject {
        get throws(VaultError) {
            var object = JSONObject()
            object["code"] = .text(code.text)
            object["version"] = .integer(version)
            object["use"] = .text(use.kind.rawValue)
            object["heading"] = .text(use.heading?.rawValue)
            object["title"] = .localized(title)
            object["citation"] = .object(citation.json)
            object["source"] = .object(source.json)
            object["questions"] = .list(questions.map { .object($0.json) })
            object["rules"] = .list(rules.map { .object($0.json) })
            object["digest"] = .text(try digest().description)
            return object
        }
    }
}

extension ChecklistSource {
    package var json: JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.rawValue)
        object["title"] = .localized(title)
        object["reference"] = .text(reference)
        return object
    }
}

extension Citation {
    package var json: JSONObject {
        var object = JSONObject()
        object["place"] = .text(place)
        object["quote"] = .text(quote)
        return object
    }
}

extension Question {
    package var json: JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.text)
        object["text"] = .localized(text)
        return object
    }
}

extension ChecklistRule {
    package var json: JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.text)
        object["kind"] = .text(kindName)
        object["label"] = .localized(label)
        object["effect"] = .text(effect.rawValue)
        object["citation"] = .object(citation.json)
        if case .piece(_, let demand) = kind { demand.add(to: &object) }
        return object
    }
}

extension PieceDemand {
    fileprivate func add(to object: inout JSONObject) {
        object["min"] = .integer(minimum)
        object["max"] = maximum.map { .integer($0) }
        object["heading"] = .text(heading?.rawValue)
        object["model"] = model.map { .integer($0) }
        object["invoice"] = .flag(isInvoice)
        object["needsPaymentProof"] = .flag(needsPaymentProof)
        object["alternatives"] = .list(alternatives.map { .text($0.text) })
        object["atLeastAsManyAs"] = .text(atLeastAsManyAs?.text)
        object["applies"] = condition.json.map { .object($0) }
    }
}

extension PieceDemand.Condition {
    fileprivate var json: JSONObject? {
        var object = JSONObject()
        switch self {
        case .always: return nil
        case .attached(let piece): object["attached"] = .text(piece.text)
        case .question(let question): object["question"] = .text(question.text)
        }
        return object
    }
}
