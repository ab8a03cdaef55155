package import DocVault

extension TriggerFact {
    package var json: JSONObject {
        var object = JSONObject()
        object["id"] = .text(id.description)
        object["kind"] = .text(kind.rawValue)
        object["date"] = .text(date.description)
        object["effectiveOn"] = .text(effectiveOn.description)
        object["basis"] = .text(basis)
        object["recordedAt"] = .text(recordedAt.description)
        object["supersedes"] = .describing(supersedes)
        object["void"] = .flag(isVoid)
        return object
    }
}

extension Obligation {
    package var json: JSONObject {
        var object = JSONObject()
        object["schedule"] = .text(schedule.code.text)
        object["version"] = .integer(schedule.version)
        object["title"] = .localized(schedule.title)
        object["trigger"] = .text(schedule.trigger?.rawValue)
        object["period"] = .describing(schedule.period)
        object["from"] = .text(schedule.start?.rawValue)
        object["action"] = .text(schedule.action.rawValue)
        object["source"] = .localized(schedule.citation.source)
        object["fact"] = fact.map { .text($0.id.description) }
        object["lastDayKept"] = .describing(lastDayKept)
        return object
    }
}

extension ExplainedDocument {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object["document"] = .text(id.description)
        object["dossier"] = .text(dossier.text)
        object["requirements"] = .list(requirements.map { .text($0.text) })
        object["obligations"] = .list(obligations.map { .object($0.json) })
        object["facts"] = .list(facts.map { .object($0.json) })
        object["factsInForce"] = .list(factsInForce.map(\.description).sorted().map(JSONObject.Value.text))
        object["holds"] = .list(
            holds.map { hold in
                var object = JSONObject()
                object["code"] = .text(hold.code.text)
                object["effect"] = .text(hold.effect.rawValue)
                object["active"] = .flag(hold.isActive)
                object["from"] = .describing(hold.days?.lowerBound)
                object["to"] = .describing(hold.days?.upperBound)
                return .object(object)
            })
        object["lastDayKept"] = .describing(lastDayKept)
        object["eligibleOn"] = .describing(eligibleOn)
        object["action"] = .text(action.rawValue)
        return object
    }
}

extension RetentionExplanation {
    /// - Parameter language: That of the paragraph.
    package func json(in language: Language) -> JSONObject {
        var object = JSONObject()
        object["document"] = .describing(document)
        object["digest"] = .text(digest.description)
        object["eligibleOn"] = .describing(eligibleOn)
        object["documents"] = .list(documents.map { .object($0.json) })
        object["explanation"] = .text(paragraph(in: language))
        return object
    }
}

extension DueDisposal {
    package var json: JSONObject {
        var object = JSONObject()
        object["dossier"] = .text(dossier.text)
        object["since"] = .text(since.description)
        object["documents"] = .integer(documentCount)
        return object
    }
}

extension RetentionForecast.Count {
    package func json(of year: Int?) -> JSONObject {
        var object = JSONObject()
        object["year"] = year.map { .integer($0) }
        object["dossiers"] = .integer(dossierCount)
        object["documents"] = .integer(documentCount)
        return object
    }
}

extension LegalHold {
    package var json: JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.text)
        object["effect"] = .text(effect.rawValue)
        object["authority"] = .text(authority)
        object["reason"] = .text(reason)
        object["confidential"] = .flag(isConfidential)
        object["reviewOn"] = .describing(reviewOn)
        object["scopes"] = .list(scopes.map { .text($0.description) })
        object["placedBy"] = .text(placedBy)
        object["placedAt"] = .text(placedAt.description)
        object["releaseAskedBy"] = .text(releaseAskedBy)
        object["liftedBy"] = .text(liftedBy)
        object["liftedAt"] = .describing(liftedAt)
        return object
    }
}

extension DisposalPreview {
    package var json: JSONObject {
        var object = JSONObject()
        object["documents"] = .integer(documentCount)
        object["sizeInBytes"] = .integer(sizeInBytes)
        object["kept"] = .integer(keptCount)
        object["taken"] = .integer(takenCount)
        object["dossiers"] = .list(
            dossiers.sorted { $0.key < $1.key }.map { dossier, count in
                var object = JSONObject()
                object["code"] = .text(dossier.text)
                object["documents"] = .integer(count)
                return .object(object)
            })
        return object
    }
}

extension DispositionCase {
    package var json: JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.text)
        object["action"] = .text(action.rawValue)
        object["state"] = .text(state.rawValue)
        object["reason"] = .text(reason)
        object["list"] = .text(listDigest.description)
        object["policyVersion"] = .integer(policyVersion)
        object["proposedBy"] = .text(proposedBy)
        object["approvedBy"] = .text(approvedBy)
        object["authorisation"] = .text(authorisation)
        object["executableOn"] = .describing(executableOn)
        object["executedBy"] = .text(executedBy)
        for state in DispositionItem.State.allCases {
            object[state.rawValue] = .integer(counts[state] ?? 0)
        }
        return object
    }
}

extension DispositionItem {
    package var json: JSONObject {
        var object = JSONObject()
        object["document"] = .text(document.description)
        object["dossier"] = .text(dossier.text)
        object["digest"] = .text(blob.digest.description)
        object["sizeInBytes"] = .integer(blob.sizeInBytes)
        object["lastDayKept"] = .text(lastDayKept.description)
        object["state"] = .text(state.rawValue)
        object["reason"] = .text(reason)
        return object
    }
}
