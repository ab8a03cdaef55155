package import DocVault

extension DossierSummary {
    package var json: JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.text)
        object["state"] = .text(state.rawValue)
        object["title"] = .localized(title)
        object["coordinator"] = .localized(coordinator)
        object["requirements"] = .integer(requirementCount)
        object["openRequirements"] = .integer(openRequirementCount)
        object["attachments"] = .integer(attachmentCount)
        return object
    }
}

extension DossierImport {
    package func json(of code: DossierCode) -> JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.text)
        object["added"] = .list(added.map(JSONObject.Value.text))
        object["changed"] = .list(changed.map(JSONObject.Value.text))
        object["kept"] = .list(kept.map(JSONObject.Value.text))
        return object
    }
}

extension Amendment {
    package var json: JSONObject {
        var object = JSONObject()
        object["kind"] = .text(change.kind.rawValue)
        switch change {
        case .awardEnd(let day), .projectEnd(let day): object[change.kind.rawValue] = .text(day.description)
        case .awardAmount(let amount): object[change.kind.rawValue] = .money(amount)
        }
        object["effectiveOn"] = .text(effectiveOn.description)
        object["basis"] = .text(basis)
        object["recordedAt"] = .text(recordedAt.description)
        return object
    }
}

extension Dossier {
    package func json(_ requirements: [RequirementStanding]) -> JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.text)
        object["state"] = .text(state.rawValue)
        object["title"] = .localized(title)
        object["programme"] = .text(programme)
        object["regimes"] = .list(regimes.map(\.rawValue).sorted().map(JSONObject.Value.text))
        object["projectPeriod"] = .object(projectPeriod.json)
        object["organisations"] = .list(partners.map { .object($0.json) })
        object["award"] = award.map { .object($0.json) }
        object["disbursements"] = .list(disbursements.map { .object($0.json) })
        object["requirements"] = .list(requirements.map { .object($0.json) })
        return object
    }
}

extension Period {
    package var json: JSONObject {
        var object = JSONObject()
        object["from"] = .text(from.description)
        object["to"] = .text(to.description)
        return object
    }
}

extension Partner {
    package var json: JSONObject {
        var object = JSONObject()
        object["enterpriseNumber"] = .text(organisation.enterpriseNumber.description)
        object["names"] = .localized(organisation.names)
        object["role"] = .text(role.rawValue)
        return object
    }
}

extension Award {
    package var json: JSONObject {
        var object = JSONObject()
        object["decreeNumber"] = .text(decreeNumber)
        object["decreeDate"] = .text(decreeDate.description)
        object["endDate"] = .text(endDate.description)
        object["amount"] = .money(amount)
        return object
    }
}

extension Disbursement {
    package var json: JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.text)
        object["kind"] = .text(kind.rawValue)
        object["period"] = .object(period.json)
        object["amount"] = .money(amount)
        return object
    }
}

extension RequirementStanding {
    package var json: JSONObject {
        var object = JSONObject()
        object["code"] = .text(requirement.code.text)
        object["disbursement"] = requirement.disbursement.map { .text($0.text) }
        object["type"] = .text(requirement.type.rawValue)
        object["state"] = .text(state.rawValue)
        object["dueDate"] = .text(requirement.dueOn.description)
        object["title"] = .localized(requirement.title)
        object["attachments"] = .integer(attachmentCount)
        object["pieces"] = .list(requirement.pieces.map { .object($0.json) })
        return object
    }
}

extension PieceRule {
    package var json: JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.text)
        object["label"] = .localized(label)
        object["heading"] = .text(heading?.rawValue)
        object["min"] = .integer(minimum)
        object["max"] = maximum.map { .integer($0) }
        object["needsPaymentProof"] = .flag(needsPaymentProof)
        return object
    }
}

extension DocumentFacts {
    package var json: JSONObject {
        var object = JSONObject()
        object["document"] = .text(document.description)
        object["digest"] = .text(blob.digest.description)
        object["sizeInBytes"] = .integer(blob.sizeInBytes)
        object["mediaType"] = .text(mediaType.description)
        object["uses"] = .list(uses.map { .object($0.json) })
        return object
    }
}

extension DocumentUse {
    package var json: JSONObject {
        var object = JSONObject()
        object["document"] = .text(document.description)
        object["digest"] = .text(blob.digest.description)
        object["sizeInBytes"] = .integer(blob.sizeInBytes)
        object["name"] = .text(name)
        object["mediaType"] = .text(mediaType.description)
        object["dossier"] = .text(dossier.text)
        object["requirement"] = .text(requirement.text)
        object["piece"] = .text(piece.text)
        object["attachedAt"] = .text(attachedAt.description)
        return object
    }
}
