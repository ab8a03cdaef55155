internal import DocVault
internal import VaultHTTP

extension BagReport {
    /// What is wrong, what is odd, the verdict, and what was checked, a sentence each.
    var lines: [Sentence] {
        var lines = problems.map(\.sentence)
        if omittedProblemCount > 0 {
            lines.append(Sentence("verify.line.omitted", ["count": .number(omittedProblemCount)]))
        }
        lines += warnings.map(\.sentence)
        lines.append(verdict)
        // Of a bag that has no seal, the verdict has said it all.
        if case .notChecked? = findings[.seal] { return lines }
        return lines + BagSection.allCases.compactMap { section in findings[section]?.line(section) }
    }

    private var verdict: Sentence {
        let (bag, files) = (SentenceValue.text(visible(bagName)), SentenceValue.number(fileCount))
        return isValid
            ? Sentence("command.verify.valid", ["bag": bag, "files": files, "size": .size(sizeInBytes)])
            : Sentence(
                "command.verify.notValid",
                [
                    "bag": bag, "files": files, "size": .size(sizeInBytes),
                    "problems": .number(problems.count + omittedProblemCount),
                ])
    }

    var json: JSONObject {
        var object = JSONObject()
        object["valid"] = .flag(isValid)
        object["bag"] = .text(bagName)
        object["files"] = .integer(fileCount)
        object["sizeInBytes"] = .integer(sizeInBytes)
        object["problems"] = .list(
            problems.map { problem in
                var object = JSONObject()
                object["kind"] = .text(problem.kind.rawValue)
                object["path"] = .text(problem.path)
                object["detail"] = .text(problem.detail?.text(in: Terminal.language) ?? "")
                object["section"] = .text(problem.section.rawValue)
                return .object(object)
            })
        if omittedProblemCount > 0 { object["omittedProblems"] = .integer(omittedProblemCount) }
        object["warnings"] = .list(
            warnings.map { warning in
                var object = JSONObject()
                object["path"] = .text(warning.path)
                object["detail"] = .text(warning.detail.text(in: Terminal.language))
                return .object(object)
            })
        var sections = JSONObject()
        for section in BagSection.allCases {
            guard let finding = findings[section] else { continue }
            sections[section.rawValue] = .object(finding.json)
        }
        object["sections"] = .object(sections)
        object["statement"] = .object(statement.json)
        if !volumes.isEmpty { object["volumes"] = .list(volumes.map(JSONObject.Value.text)) }
        return object
    }
}

extension BagSection {
    fileprivate var sentence: Sentence {
        switch self {
        case .fixity: Sentence("verify.section.fixity")
        case .seal: Sentence("verify.section.seal")
        case .timestamp: Sentence("verify.section.timestamp")
        case .journal: Sentence("verify.section.journal")
        case .completeness: Sentence("verify.section.completeness")
        }
    }
}

extension BagFinding {
    fileprivate func line(_ section: BagSection) -> Sentence {
        let section = SentenceValue.sentence(section.sentence)
        return switch self {
        case .proved(let what): Sentence("verify.line.proved", ["section": section, "what": .sentence(what)])
        case .notChecked(let why): Sentence("verify.line.notChecked", ["section": section, "why": .sentence(why)])
        case .failed: Sentence("verify.line.failed", ["section": section])
        }
    }

    fileprivate var json: JSONObject {
        var object = JSONObject()
        switch self {
        case .proved(let what):
            object["state"] = .text("proved")
            object["detail"] = .text(what.text(in: Terminal.language))
        case .notChecked(let why):
            object["state"] = .text("notChecked")
            object["detail"] = .text(why.text(in: Terminal.language))
        case .failed: object["state"] = .text("failed")
        }
        return object
    }
}

extension BagStatement {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object["dossier"] = .text(dossier)
        object["profile"] = .text(profile)
        object["perspective"] = .text(perspective)
        object["signer"] = .text(signer)
        object["signerFingerprint"] = .text(signerFingerprint)
        object["signerTrusted"] = isSignerTrusted.map { .flag($0) }
        object["stampedAt"] = .text(stampedAt)
        object["origin"] = .text(origin)
        object["sequence"] = sequence.map { .integer($0) }
        object["journalKey"] = .text(journalKey)
        object["events"] = eventCount.map { .integer($0) }
        object["eventsWithheld"] = withheldEventCount.map { .integer($0) }
        object["pieces"] = pieceCount.map { .integer($0) }
        object["piecesProved"] = provedPieceCount.map { .integer($0) }
        return object
    }
}
