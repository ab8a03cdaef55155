package import DocVault

extension PolicyMove {
    /// One line: which documents move, from which day to which.
    package var sentence: Sentence {
        var sentence = Sentence(
            "policy.move",
            ["dossier": .text("\(dossier)"), "count": .number(documentCount), "from": from.day, "to": to.day])
        if heldCount > 0 {
            sentence = Sentence("policy.moveHeld", ["move": .sentence(sentence), "held": .number(heldCount)])
        }
        guard from.action != to.action else { return sentence }
        // The words of the file.
        let (before, after) = (SentenceValue.text(from.action.rawValue), SentenceValue.text(to.action.rawValue))
        return Sentence("policy.moveAction", ["move": .sentence(sentence), "before": before, "after": after])
    }

    package var json: JSONObject {
        var object = JSONObject()
        object["dossier"] = .text(dossier.text)
        object["kind"] = .text(kind.rawValue)
        object["documents"] = .integer(documentCount)
        object["held"] = .integer(heldCount)
        object["from"] = .describing(from.eligibleOn)
        object["to"] = .describing(to.eligibleOn)
        object["fromAction"] = .text(from.action.rawValue)
        object["toAction"] = .text(to.action.rawValue)
        object["shortens"] = .flag(isShortening)
        return object
    }
}

extension PolicyMove.Term {
    fileprivate var day: SentenceValue {
        eligibleOn.map { .text("\($0)") } ?? .sentence(Sentence("policy.neverKnown"))
    }
}

extension PolicyMove.Kind {
    package var sentence: Sentence {
        switch self {
        case .later: Sentence("policy.kind.later")
        case .earlier: Sentence("policy.kind.earlier")
        case .toUnknown: Sentence("policy.kind.toUnknown")
        case .fromUnknown: Sentence("policy.kind.fromUnknown")
        case .action: Sentence("policy.kind.action")
        }
    }
}

extension PolicyTally.Count {
    package func sentence(of kind: PolicyMove.Kind) -> Sentence {
        Sentence(
            "policy.counts",
            [
                "kind": .sentence(kind.sentence), "count": .number(documentCount), "dossiers": .number(dossierCount),
                "held": .number(heldCount),
            ])
    }
}

extension PolicyAdoption {
    package var json: JSONObject {
        var object = JSONObject()
        object["version"] = .integer(version)
        object["state"] = .text(isInForce ? "adopted" : "proposed")
        object["lengthened"] = .integer(tally.lengthenedCount)
        object["shortened"] = .integer(tally.shortenedCount)
        return object
    }
}
