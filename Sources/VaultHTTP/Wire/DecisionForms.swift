package import DocVault

extension RequirementCase {
    package var json: JSONObject {
        var object = JSONObject()
        object["code"] = .text(requirement.code.text)
        object["dossier"] = .text(dossier.text)
        object["disbursement"] = requirement.disbursement.map { .text($0.text) }
        object["type"] = .text(requirement.type.rawValue)
        object["state"] = .text(state.rawValue)
        object["dueDate"] = .text(requirement.dueOn.description)
        object["title"] = .localized(requirement.title)
        object["checklists"] = .list(
            requirement.checklists.map { reference in
                var object = JSONObject()
                object["code"] = .text(reference.code.text)
                object["version"] = .integer(reference.version)
                return .object(object)
            })
        object["assessments"] = .list(assessments.map { .object($0.json) })
        object["questions"] = .list(
            questions.map { question in
                var object = JSONObject()
                object["code"] = .text(question.code.text)
                object["text"] = .localized(question.text)
                object["answer"] = answers[question.code].map { .flag($0) }
                return .object(object)
            })
        object["attached"] = .list(attached.map { .object($0.json) })
        object["submissions"] = .list(submissions.map { .object($0.json(of: requirement.code, in: dossier)) })
        if let changes {
            var difference = JSONObject()
            difference["added"] = .list(changes.added.map { .text($0.document.description) })
            difference["removed"] = .list(changes.removed.map { .text($0.document.description) })
            difference["changed"] = .list(changes.changed.map { .text($0.document.description) })
            object["changes"] = .object(difference)
        }
        return object
    }
}

extension Assessment {
    package var json: JSONObject {
        var object = JSONObject()
        object["rule"] = .text(rule.text)
        object["verdict"] = .text(verdict.rawValue)
        object["effect"] = .text(effect.rawValue)
        object["label"] = .localized(label)
        object["checklist"] = checklist.map { .text($0.code.text) }
        object["place"] = citation.map { .text($0.place) }
        object["quote"] = citation.map { .text($0.quote) }
        object["attachments"] = .list(attachments.map { .text($0.description) })
        object["message"] = .localized(LocalizedText(sentence))
        return object
    }
}

extension Submission.Piece {
    package var json: JSONObject {
        var object = JSONObject()
        object["attachment"] = .text(attachment.description)
        object["document"] = .text(document.description)
        object["digest"] = .text(blob.digest.description)
        object["sizeInBytes"] = .integer(blob.sizeInBytes)
        object["name"] = .text(name)
        object["piece"] = .text(piece.text)
        return object
    }
}

extension Submission {
    package func json(of requirement: RequirementCode, in dossier: DossierCode) -> JSONObject {
        var object = JSONObject()
        object["submission"] = .text(id.description)
        object["dossier"] = .text(dossier.text)
        object["requirement"] = .text(requirement.text)
        object["round"] = .integer(round)
        object["submittedAt"] = .text(submittedAt.description)
        object["submittedBy"] = .text(submittedBy)
        object["isLate"] = .flag(isLate)
        object["reason"] = .text(reason)
        object["listDigest"] = .text(listDigest.description)
        object["pieces"] = .list(pieces.map { .object($0.json) })
        if let decision {
            var decided = JSONObject()
            decided["outcome"] = .text(decision.outcome.rawValue)
            decided["reason"] = .text(decision.reason)
            decided["decidedAt"] = .text(decision.decidedAt.description)
            decided["decidedBy"] = .text(decision.decidedBy)
            decided["pieces"] = .list(
                pieces.compactMap { piece in
                    decision.pieceReasons[piece.attachment].map { reason in
                        var object = JSONObject()
                        object["document"] = .text(piece.document.description)
                        object["reason"] = .text(reason)
                        return .object(object)
                    }
                })
            object["decision"] = .object(decided)
        }
        return object
    }
}

extension DueRequirement {
    package func json(on day: CivilDate) -> JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.text)
        object["dossier"] = .text(dossier.text)
        object["type"] = .text(type.rawValue)
        object["state"] = .text(state.rawValue)
        object["dueDate"] = .text(dueOn.description)
        object["overdue"] = .flag(isOverdue(on: day))
        object["title"] = .localized(title)
        object["submittedAt"] = .describing(submittedAt)
        return object
    }
}

extension OutboxMessage {
    package var json: JSONObject {
        var object = JSONObject()
        object["kind"] = .text(kind.rawValue)
        object["dossier"] = .text(dossier.text)
        object["requirement"] = .text(requirement.text)
        object["round"] = .integer(round)
        object["dueDate"] = .text(dueOn.description)
        object["recordedAt"] = .text(recordedAt.description)
        return object
    }
}

extension DisbursementStanding {
    package var json: JSONObject {
        var object = disbursement.json
        object["state"] = .text(state.rawValue)
        object["missingProof"] = .list(missingProof.map { .text($0.requirement.text) })
        return object
    }
}

extension Finding {
    package var json: JSONObject {
        var object = JSONObject()
        object["finding"] = .text(id.description)
        object["kind"] = .text(kind.rawValue)
        object["state"] = .text(state.rawValue)
        object["place"] = .object(place.json)
        object["earlier"] = .object(earlier.json)
        object["reason"] = .text(reason)
        object["recordedAt"] = .text(recordedAt.description)
        object["message"] = .localized(LocalizedText(sentence))
        return object
    }
}

extension Finding.Place {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object["dossier"] = .text(dossier.text)
        object["requirement"] = .text(requirement.text)
        object["document"] = .text(document.description)
        object["name"] = .text(name)
        object["attachedAt"] = .text(attachedAt.description)
        return object
    }
}

extension DossierHistory {
    package var json: JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.text)
        object["events"] = .list(entries.map { .object($0.json) })
        guard let standing else { return object }
        var state = JSONObject()
        state["state"] = .text(standing.state)
        state["awardEnd"] = .text(standing.awardEnd)
        state["projectEnd"] = .text(standing.projectEnd)
        state["disbursements"] = .list(
            standing.disbursements.sorted { $0.key < $1.key }.map { code, state in
                var object = JSONObject()
                object["code"] = .text(code)
                object["state"] = .text(state)
                return .object(object)
            })
        state["requirements"] = .list(
            standing.requirements.sorted { $0.key < $1.key }.map { .object($0.value.json($0.key)) })
        object["standing"] = .object(state)
        return object
    }
}

extension DossierHistory.Entry {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object["sequence"] = .integer(sequence)
        object["instant"] = .text(instant.description)
        object["action"] = .text(action)
        object["actor"] = .text(actor)
        object["onBehalfOf"] = .text(onBehalfOf)
        object["reason"] = .text(reason)
        object["about"] = .text(about)
        object["erased"] = .flag(isErased)
        return object
    }
}

extension DossierHistory.RequirementAsOf {
    fileprivate func json(_ code: String) -> JSONObject {
        var object = JSONObject()
        object["code"] = .text(code)
        object["state"] = .text(state)
        object["round"] = .integer(round)
        object["pieces"] = .list(
            pieces.map { piece in
                var object = JSONObject()
                object["document"] = .text(piece.document)
                object["digest"] = .text(piece.digest)
                object["name"] = .text(piece.name)
                object["piece"] = .text(piece.piece)
                return .object(object)
            })
        return object
    }
}
