internal import DocVault
internal import VaultHTTP

extension ReceiptReport {
    var json: JSONObject {
        var object = JSONObject()
        object["valid"] = .flag(isValid)
        object["origin"] = .text(origin)
        object["keyFingerprint"] = .text(keyFingerprint)
        object["recordedAt"] = .text(recordedAt)
        object["dossier"] = .text(dossier)
        object["requirement"] = .text(requirement)
        object["pieces"] = .integer(pieceCount)
        object["matchingFiles"] = .list(matchingFiles.map(JSONObject.Value.text))
        object["otherFiles"] = .list(otherFiles.map(JSONObject.Value.text))
        object["stampedAt"] = .text(stampedAt)
        return object
    }

    /// What is proved and what is not, a sentence each.
    func lines(isKeyGiven: Bool) -> [Sentence] {
        var lines = otherFiles.map { Sentence("command.verify.notAPiece", ["name": .quoted($0)]) }
        lines += matchingFiles.map { Sentence("command.verify.aPiece", ["name": .quoted($0)]) }
        let time =
            stampedAt.map { Sentence("command.verify.attestedTime", ["instant": .text($0)]) }
            ?? Sentence("command.verify.ownTime", ["instant": .text(recordedAt)])
        lines.append(
            Sentence(
                "command.verify.proved",
                [
                    "pieces": .number(pieceCount), "requirement": .text(requirement), "dossier": .text(dossier),
                    "origin": .text(origin), "time": .sentence(time),
                ]))
        var open = [Sentence("command.verify.open.content")]
        if !isKeyGiven {
            open.append(Sentence("command.verify.open.key", ["fingerprint": .text(keyFingerprint)]))
        }
        if stampedAt == nil {
            open.append(
                hasTimestamp ? Sentence("command.verify.open.stamp") : Sentence("command.verify.open.time"))
        }
        lines.append(
            Sentence(
                "command.verify.notProved", ["list": .list(open.map(SentenceValue.sentence), separator: "; ")]))
        return lines
    }
}

extension CertificateReport {
    var json: JSONObject {
        var object = JSONObject()
        object["valid"] = .flag(true)
        object["origin"] = .text(origin)
        object["keyFingerprint"] = .text(keyFingerprint)
        object["recordedAt"] = .text(recordedAt)
        object["disposition"] = .text(disposition)
        for state in DispositionItem.State.allCases {
            object[state.rawValue] = .integer(counts[state.rawValue] ?? 0)
        }
        object["stampedAt"] = .text(stampedAt)
        return object
    }

    /// What is proved and what is not, a sentence each.
    func lines(isKeyGiven: Bool) -> [Sentence] {
        let outcomes = DispositionItem.State.allCases.compactMap { state in
            counts[state.rawValue].map { count in
                SentenceValue.sentence(
                    Sentence(
                        "retention.verify.outcome", ["outcome": .sentence(state.sentence), "count": .number(count)]))
            }
        }
        let time =
            stampedAt.map { Sentence("command.verify.attestedTime", ["instant": .text($0)]) }
            ?? Sentence("command.verify.ownTime", ["instant": .text(recordedAt)])
        var open = [Sentence("retention.verify.openCopies")]
        if !isKeyGiven { open.append(Sentence("command.verify.open.key", ["fingerprint": .text(keyFingerprint)])) }
        if stampedAt == nil {
            open.append(hasTimestamp ? Sentence("command.verify.open.stamp") : Sentence("command.verify.open.time"))
        }
        return [
            Sentence(
                "retention.verify.certificate",
                [
                    "origin": .text(origin), "case": .text(disposition), "time": .sentence(time),
                    "outcomes": .list(outcomes, separator: ", "),
                ]),
            Sentence(
                "command.verify.notProved", ["list": .list(open.map(SentenceValue.sentence), separator: "; ")]),
        ]
    }
}
