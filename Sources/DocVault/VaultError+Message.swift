extension VaultError {
    /// One sentence for the person: what happened. Names no path of the vault, host or statement.
    public var sentence: Sentence {
        switch self {
        case .blobNotFound(let digest): Sentence("error.blobNotFound", ["digest": .text("\(digest)")])
        case .documentNotFound(let name): Sentence("error.documentNotFound", ["name": .quoted(name)])
        case .dossierNotFound(let code, _): Sentence("error.dossierNotFound", ["dossier": .text("\(code)")])
        case .requirementNotFound(let code, let dossier, _):
            Sentence(
                "error.requirementNotFound", ["requirement": .text("\(code)"), "dossier": .text("\(dossier)")])
        case .pieceNotExpected(let piece, let requirement, _):
            Sentence("error.pieceNotExpected", ["piece": .text("\(piece)"), "requirement": .text("\(requirement)")])
        case .checklistNotFound(let code, _): Sentence("error.checklistNotFound", ["checklist": .text(code.text)])
        case .vaultNotFound(let folder): Sentence("error.vaultNotFound", ["folder": .quoted(folder)])
        case .eventNotFound(let name): Sentence("error.eventNotFound", ["name": .text(name)])
        case .timestampFailed(let reason): Sentence("error.timestampFailed", ["reason": .sentence(reason)])
        case .receiptRefused(let flaw): flaw.sentence
        case .malformed(let field, let reason), .contradictsVault(let field, let reason):
            Sentence("error.field", ["field": .text(field), "reason": .sentence(reason)])
        case .descriptionInvalid(let flaws):
            Sentence(
                "error.descriptionInvalid", ["flaws": .list(flaws.map { .sentence($0.sentence) }, separator: "; ")])
        case .sourceUnreadable(let name, let problem): problem.sentence(about: name)
        case .archiveUnreadable(let name, let reason):
            Sentence("error.archiveUnreadable", ["name": .quoted(name), "reason": .sentence(reason)])
        case .vaultExists(let folder): Sentence("error.vaultExists", ["folder": .quoted(folder)])
        case .folderNotEmpty(let folder): Sentence("error.folderNotEmpty", ["folder": .quoted(folder)])
        case .requirementClosed(let code, let state):
            Sentence("error.requirementClosed", ["requirement": .text("\(code)"), "state": .sentence(state.sentence)])
        case .nothingToExport(let code): Sentence("error.nothingToExport", ["dossier": .text("\(code)")])
        case .changedMeanwhile: Sentence("error.changedMeanwhile")
        case .alreadyDone: Sentence("error.alreadyDone")
        case .exportChanged(let code): Sentence("export.changed", ["dossier": .text("\(code)")])
        case .eventErased(let sequence): Sentence("error.eventErased", ["sequence": .number(sequence)])
        case .eventNotErasable(let sequence): Sentence("error.eventNotErasable", ["sequence": .number(sequence)])
        case .vaultReadOnly: Sentence("error.vaultReadOnly")
        case .vaultNotPermitted(let folder): Sentence("error.vaultNotPermitted", ["folder": .quoted(folder)])
        case .vaultTooNew(let found, let supported):
            Sentence("error.vaultTooNew", ["found": .number(found), "supported": .number(supported)])
        case .keyUnusable(let reason): reason
        case .organisationNotFound(let number):
            Sentence("party.organisationNotFound", ["number": .text("\(number)")])
        case .personNotFound(let email): Sentence("party.personNotFound", ["email": .text("\(email)")])
        case .mandateNotFound(let code): Sentence("party.mandateNotFound", ["mandate": .text("\(code)")])
        case .contactExists(let email, let number):
            Sentence("party.contactExists", ["email": .text("\(email)"), "number": .text("\(number)")])
        case .sharingRefused(let refusal): refusal.sentence
        case .partyRefused(let refusal): refusal.sentence
        case .retentionRefused(let refusal): refusal.sentence
        case .accountRefused(let refusal): refusal.sentence
        case .uploadRefused(let refusal): refusal.sentence
        case .disbursementNotFound(let code, let dossier):
            Sentence(
                "decision.disbursementNotFound", ["disbursement": .text("\(code)"), "dossier": .text("\(dossier)")])
        case .findingNotFound(let name): Sentence("decision.findingNotFound", ["finding": .quoted(name)])
        case .questionNotAsked(let question, let requirement, _):
            Sentence(
                "decision.questionNotAsked", ["question": .text("\(question)"), "requirement": .text("\(requirement)")])
        case .applicationIncomplete(let code, let requirements):
            Sentence(
                "decision.applicationIncomplete",
                [
                    "dossier": .text("\(code)"),
                    "requirements": .list(requirements.map { .text($0.text) }, separator: ", "),
                ])
        case .awardMissing(let code): Sentence("decision.awardMissing", ["dossier": .text("\(code)")])
        case .endsTooSoon(let end, let begins):
            Sentence("decision.endsTooSoon", ["end": .text("\(end)"), "begins": .text("\(begins)")])
        case .nothingAttached(let code): Sentence("decision.nothingAttached", ["requirement": .text("\(code)")])
        case .reasonMissing: Sentence("decision.reasonMissing")
        case .incomplete(let code, let shortcomings): Shortcoming.sentence(of: shortcomings, requirement: code)
        case .stateForbids(let what, let from, let to):
            Sentence("decision.stateForbids", ["what": .text(what), "from": .sentence(from), "to": .sentence(to)])
        case .nothingSubmitted(let code, let state):
            Sentence(
                "decision.nothingSubmitted", ["requirement": .text("\(code)"), "state": .sentence(state.sentence)])
        case .earlierProofMissing(let code, let missing): ProofMissing.sentence(of: missing, disbursement: code)
        case .refused(let refusal): refusal.sentence
        case .journalFlawed(let flaw): flaw.sentence
        case .blobCorrupt(let digest): Sentence("error.blobCorrupt", ["digest": .text("\(digest)")])
        case .collectionUnderWay: Sentence("collection.underWay")
        case .blobBeingRemoved(let digest): Sentence("collection.blobBeingRemoved", ["digest": .text("\(digest)")])
        case .storageFull: Sentence("error.storageFull")
        case .outputFull(let name): Sentence("error.outputFull", ["name": .quoted(name)])
        case .storageFailed: Sentence("error.storageFailed")
        }
    }

    /// What to do next, where there is something to do.
    public var hintSentence: Sentence? {
        switch self {
        case .dossierNotFound(_, let nearest?): Self.didYouMean("\(nearest)")
        case .requirementNotFound(_, _, let nearest?): Self.didYouMean("\(nearest)")
        case .pieceNotExpected(_, _, let nearest?): Self.didYouMean("\(nearest)")
        case .dossierNotFound: Sentence("error.hint.dossierNotFound")
        case .requirementNotFound(_, let dossier, nil):
            Sentence("error.hint.requirementNotFound", ["dossier": .text("\(dossier)")])
        case .pieceNotExpected: Sentence("error.hint.pieceNotExpected")
        case .checklistNotFound(_, let nearest?): Self.didYouMean("\(nearest)")
        case .checklistNotFound: Sentence("error.hint.checklistNotFound")
        case .vaultNotFound: Sentence("error.hint.vaultNotFound")
        case .vaultExists, .folderNotEmpty: Sentence("error.hint.otherFolder")
        case .vaultReadOnly: Sentence("error.hint.vaultReadOnly")
        case .vaultNotPermitted: Sentence("error.hint.vaultNotPermitted")
        case .vaultTooNew: Sentence("error.hint.vaultTooNew")
        case .keyUnusable: Sentence("error.hint.keyUnusable")
        case .journalFlawed: Sentence("error.hint.journalFlawed")
        case .blobCorrupt, .blobNotFound: Sentence("error.hint.depositAgain")
        case .collectionUnderWay: Sentence("collection.hint.underWay")
        case .blobBeingRemoved: Sentence("collection.hint.blobBeingRemoved")
        case .storageFull, .outputFull: Sentence("error.hint.diskFull")
        case .storageFailed: Sentence("error.hint.storageFailed")
        case .sourceUnreadable(_, let problem): problem.hint
        case .documentNotFound: Sentence("error.hint.documentNotFound")
        case .archiveUnreadable: Sentence("error.hint.archiveUnreadable")
        case .nothingToExport: Sentence("error.hint.nothingToExport")
        case .changedMeanwhile: Sentence("error.hint.changedMeanwhile")
        case .alreadyDone: Sentence("error.hint.alreadyDone")
        case .exportChanged: Sentence("export.changedHint")
        case .descriptionInvalid: Sentence("error.hint.descriptionInvalid")
        case .eventNotFound: Sentence("error.hint.eventNotFound")
        case .timestampFailed: Sentence("error.hint.timestampFailed")
        case .malformed, .contradictsVault, .requirementClosed, .receiptRefused: nil
        case .questionNotAsked(_, _, let nearest?): Self.didYouMean("\(nearest)")
        case .nothingAttached: Sentence("error.hint.nothingToExport")
        case .refused(.ownProposal): Sentence("access.hint.ownProposal")
        case .refused(.ownSubmission): Sentence("access.hint.ownSubmission")
        case .refused(.noPerson): Sentence("access.hint.noPerson")
        case .reasonMissing: Sentence("decision.hint.reasonMissing")
        case .incomplete(let code, let shortcomings):
            shortcomings.contains(where: \.isBlocking)
                ? Sentence("decision.hint.incomplete", ["requirement": .text("\(code)")])
                : Sentence("decision.hint.warnings")
        case .sharingRefused: Sentence("party.hint.sharing")
        case .partyRefused(let refusal): refusal.hint
        case .retentionRefused(let refusal): refusal.hint
        case .accountRefused(let refusal): refusal.hint
        case .uploadRefused(let refusal): refusal.hint
        case .organisationNotFound: Sentence("party.hint.organisation")
        case .applicationIncomplete, .awardMissing, .endsTooSoon, .questionNotAsked, .personNotFound, .mandateNotFound,
            .disbursementNotFound, .findingNotFound,
            .contactExists, .stateForbids,
            .nothingSubmitted, .earlierProofMissing, .refused, .eventErased, .eventNotErasable:
            nil
        }
    }

    private static func didYouMean(_ nearest: String) -> Sentence {
        Sentence("error.hint.didYouMean", ["nearest": .text(nearest)])
    }

    public func message(in language: Language) -> String { sentence.text(in: language) }
    public func hint(in language: Language) -> String? { hintSentence?.text(in: language) }

    /// The message in English, for logs.
    public var message: String { message(in: .en) }
    public var hint: String? { hint(in: .en) }
}

extension SourceProblem {
    /// What is the matter with the file of this name.
    func sentence(about name: String) -> Sentence {
        let name = SentenceValue.quoted(name)
        return switch self {
        case .missing: Sentence("error.source.missing", ["name": name])
        case .changedWhileRead: Sentence("error.source.changedWhileRead", ["name": name])
        case .notPermitted: Sentence("error.source.notPermitted", ["name": name])
        case .notAFile: Sentence("error.source.notAFile", ["name": name])
        case .linkToFolder: Sentence("error.source.linkToFolder", ["name": name])
        case .tooManyLinks: Sentence("error.source.tooManyLinks", ["name": name])
        case .failed(let failure):
            Sentence("error.source.failed", ["name": name, "detail": .text(failure.detail)])
        }
    }

    var hint: Sentence? {
        switch self {
        case .missing, .failed: Sentence("error.source.hint.checkName")
        case .changedWhileRead: Sentence("error.source.hint.wait")
        case .notPermitted: Sentence("error.source.hint.giveRight")
        case .notAFile, .tooManyLinks: Sentence("error.source.hint.nameFile")
        case .linkToFolder: Sentence("error.source.hint.nameFolder")
        }
    }
}
