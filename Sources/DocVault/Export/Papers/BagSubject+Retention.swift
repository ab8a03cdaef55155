/// How long a dossier is kept and why, in JSON and in words.
extension BagSubject {
    /// Everything but the tombstones, which follow it.
    var retentionRecord: CanonicalJSON {
        let longest = retention.reasons.longest?.schedule.code
        return record(
            "docvault-retention/1",
            [
                ("action", .string(retention.action.rawValue)),
                ("dispositions", .array(retention.dispositions.map(\.canonical))),
                ("eligibleOn", retention.eligibleOn.map { .string($0.description) }),
                ("explanation", explanation.canonical),
                (
                    "facts",
                    .array(
                        retention.reasons.facts.map {
                            $0.record(isInForce: retention.reasons.factsInForce.contains($0.id))
                        })
                ),
                ("holds", .array(retention.holds.map(\.canonical))),
                ("lastDayKept", retention.lastDayKept.map { .string($0.description) }),
                (
                    "obligations",
                    .array(retention.reasons.obligations.map { $0.record(isLongest: $0.schedule.code == longest) })
                ),
                (
                    "policy",
                    [
                        "digest": .string(retention.policyDigest.description),
                        "version": .integer(Int64(retention.policyVersion)),
                    ]
                ),
            ])
    }

    /// One paragraph: until when, every duty with its text, and the holds.
    var explanation: LocalizedText {
        let sentences = [retentionVerdict] + retention.reasons.sentences + partHolds
        let all = SentenceValue.list(sentences.map(SentenceValue.sentence), separator: " ")
        return LocalizedText(Sentence("record.retention.paragraph", ["sentences": all]))
    }

    /// Until when the dossier is kept, in a sentence.
    var retentionVerdict: Sentence {
        let dossier = SentenceValue.text("\(dossier.code)")
        if let day = retention.eligibleOn, let last = retention.lastDayKept {
            return Sentence(
                "record.retention.until", ["dossier": dossier, "last": .text("\(last)"), "day": .text("\(day)")])
        }
        if retention.reasons.holds.contains(where: \.isActive) {
            return Sentence("record.retention.held", ["dossier": dossier])
        }
        if retention.reasons.obligations.isEmpty {
            return Sentence("record.retention.noSchedule", ["dossier": dossier])
        }
        return Sentence("record.retention.pending", ["dossier": dossier])
    }

    /// One sentence a hold that covers no more than parts of the dossier.
    var partHolds: [Sentence] {
        let whole = Set(retention.reasons.holds.map(\.code))
        return retention.holds.filter { !whole.contains($0.hold.code) }.map(\.partSentence)
    }
}

extension BagRetention {
    var policySentence: Sentence {
        Sentence(
            "record.retention.policy",
            ["version": .number(policyVersion), "digest": .text(policyDigest.hexadecimal)])
    }
}

extension BagHold {
    fileprivate var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("authority", tellsReason ? .string(hold.authority) : nil), ("code", .string(hold.code.text)),
                ("effect", .string(hold.effect.rawValue)), ("isActive", .bool(hold.isActive)),
                ("liftedAt", hold.liftedAt.map { .string($0.description) }),
                ("placedAt", .string(hold.placedAt.description)),
                ("reason", tellsReason ? .string(hold.reason) : nil),
                ("reviewOn", tellsReason ? hold.reviewOn.map { .string($0.description) } : nil),
                ("scopes", .array(scopes.map { .string($0.description) })),
            ])
    }

    fileprivate var partSentence: Sentence {
        let code = SentenceValue.text("\(hold.code)")
        let parts = SentenceValue.list(scopes.compactMap(\.part).map(SentenceValue.sentence), separator: ", ")
        guard let days = hold.days else {
            return Sentence("record.retention.partHeld", ["hold": code, "parts": parts])
        }
        return Sentence(
            "record.retention.partOver",
            [
                "hold": code, "from": .text("\(days.lowerBound)"), "to": .text("\(days.upperBound)"), "parts": parts,
            ])
    }
}

extension LegalHold.Scope {
    /// What of a dossier it covers; `nil` for what covers all of it.
    fileprivate var part: Sentence? {
        switch self {
        case .dossier, .organisation, .programme: nil
        case .requirement(let code, _): Sentence("record.part.requirement", ["requirement": .text("\(code)")])
        case .document(let document): Sentence("record.part.document", ["document": .text("\(document)")])
        }
    }
}

extension BagDisposition {
    fileprivate var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("action", .string(action.rawValue)), ("approvedBy", approvedBy.map(\.canonical)),
                ("authorisation", authorisation.map(CanonicalJSON.string)),
                ("certificate", LocalizedText(certificateSentence).canonical),
                ("certificateEvent", certificateEvent.map { .integer(Int64($0)) }), ("code", .string(code.text)),
                ("documentCount", .integer(Int64(documentCount))),
                ("executedAt", executedAt.map { .string($0.description) }), ("executedBy", executedBy.map(\.canonical)),
                ("policyVersion", .integer(Int64(policyVersion))), ("proposedBy", proposedBy.canonical),
                ("state", .string(state.rawValue)),
            ])
    }

    /// What the case did to documents of the dossier, and which event of the journal its certificate rests on.
    var certificateSentence: Sentence {
        let (code, action) = (SentenceValue.text("\(code)"), SentenceValue.sentence(action.sentence))
        guard let certificateEvent else {
            return Sentence(
                "record.retention.caseOpen", ["case": code, "action": action, "count": .number(documentCount)])
        }
        return Sentence(
            "record.retention.caseSealed",
            [
                "case": code, "action": action, "count": .number(documentCount),
                "version": .number(policyVersion), "event": .number(certificateEvent),
            ])
    }
}

extension TriggerFact {
    fileprivate func record(isInForce: Bool) -> CanonicalJSON {
        .object(
            leavingOut: [
                ("basis", .string(basis)), ("date", .string(date.description)),
                ("effectiveOn", .string(effectiveOn.description)), ("id", .string(id.description)),
                ("isInForce", .bool(isInForce)), ("isVoid", .bool(isVoid)), ("kind", .string(kind.rawValue)),
                ("recordedAt", .string(recordedAt.description)),
                ("supersedes", supersedes.map { .string($0.description) }),
            ])
    }
}

extension Obligation {
    fileprivate func record(isLongest: Bool) -> CanonicalJSON {
        .object(
            leavingOut: [
                ("action", .string(schedule.action.rawValue)),
                (
                    "citation",
                    .object(
                        leavingOut: [
                            ("quote", schedule.citation.quote.map(\.canonical)),
                            ("source", schedule.citation.source.canonical),
                        ])
                ),
                ("explanation", LocalizedText(explanation).canonical),
                ("fact", fact.map { .string($0.id.description) }), ("isLongest", .bool(isLongest)),
                ("lastDayKept", lastDayKept.map { .string($0.description) }),
                ("period", schedule.period.map { .string($0.description) }), ("reason", schedule.reason.canonical),
                ("schedule", .string(schedule.code.text)),
                ("start", schedule.start.map { .string($0.rawValue) }), ("title", schedule.title.canonical),
                ("toBeConfirmed", .bool(schedule.toBeConfirmed)),
                ("trigger", schedule.trigger.map { .string($0.rawValue) }),
                ("version", .integer(Int64(schedule.version))),
            ])
    }
}
