/// Why something is kept, until when, and under which text: with everything that is needed to compute it again.
public struct RetentionExplanation: Hashable, Sendable {
    /// The document that was asked about; `nil` when it was the bytes.
    public let document: Document.ID?
    public let digest: Digest
    /// The documents that have these bytes, of the dossiers that the reader may see: the one asked about first.
    public let documents: [ExplainedDocument]

    init(document: Document.ID?, digest: Digest, documents: [ExplainedDocument]) {
        (self.document, self.digest) = (document, digest)
        self.documents = documents.filter { $0.id == document } + documents.filter { $0.id != document }
    }

    /// The first day on which what was asked about may be destroyed; `nil` for never, as far as is known. Bytes go with the
    /// last of their documents.
    public var eligibleOn: CivilDate? {
        if document != nil { return documents.first?.eligibleOn }
        let days = documents.map(\.eligibleOn)
        return days.contains(nil) ? nil : days.compactMap(\.self).max()
    }
}

/// A document, and all that says how long it is kept.
public struct ExplainedDocument: Hashable, Sendable {
    public let id: Document.ID
    public let dossier: DossierCode
    public let requirements: [RequirementCode]
    public let obligations: [Obligation]
    /// Every fact that was recorded about the dossier, corrected ones as well.
    public let facts: [TriggerFact]
    public let factsInForce: Set<TriggerFact.ID>
    /// The holds that the reader may see.
    public let holds: [ExplainedHold]
    /// The last day of the longest duty, with what holds added to it.
    public let lastDayKept: CivilDate?
    public let eligibleOn: CivilDate?
    public let action: RetentionAction
}

/// A hold, as far as it bears on a document.
public struct ExplainedHold: Hashable, Sendable {
    public let code: HoldCode
    public let effect: LegalHold.Effect
    public let isActive: Bool
    /// The first and the last day of one that was lifted.
    public let days: ClosedRange<CivilDate>?
}

extension RetentionExplanation {
    /// One paragraph: every duty, the longest, holds, who shares the bytes, the first day, and the text it rests on.
    public func paragraph(in language: Language) -> String {
        sentences.map { $0.text(in: language) }.joined(separator: " ")
    }

    var sentences: [Sentence] {
        guard let first = documents.first else { return [] }
        var told: [Sentence] = []
        if document != nil {
            told = [first.verdict] + first.reasons
            let others = documents.dropFirst()
            if !others.isEmpty {
                told.append(
                    Sentence(
                        "retention.explain.shared",
                        ["uses": .list(others.map { .sentence($0.use) }, separator: "; ")]))
            }
        } else {
            told = [
                eligibleOn.map { Sentence("retention.explain.bytesUntil", ["day": .text("\($0)")]) }
                    ?? Sentence("retention.explain.bytesNever")
            ]
            for document in documents { told += [document.verdict] + document.reasons }
        }
        return told
    }
}

extension ExplainedDocument {
    fileprivate var verdict: Sentence {
        let (document, dossier) = (SentenceValue.text("\(id)"), SentenceValue.text("\(dossier)"))
        if let eligibleOn, let lastDayKept {
            return Sentence(
                "retention.explain.until",
                [
                    "document": document, "dossier": dossier, "last": .text("\(lastDayKept)"),
                    "day": .text("\(eligibleOn)"),
                ])
        }
        if holds.contains(where: \.isActive) {
            return Sentence("retention.explain.held", ["document": document, "dossier": dossier])
        }
        if obligations.isEmpty {
            return Sentence("retention.explain.noSchedule", ["document": document, "dossier": dossier])
        }
        return Sentence("retention.explain.pending", ["document": document, "dossier": dossier])
    }

    /// The document as another use of the same bytes.
    fileprivate var use: Sentence {
        eligibleOn.map {
            Sentence("retention.explain.useUntil", ["dossier": .text("\(dossier)"), "day": .text("\($0)")])
        } ?? Sentence("retention.explain.useNever", ["dossier": .text("\(dossier)")])
    }

    fileprivate var reasons: [Sentence] {
        RetentionReasons(obligations: obligations, facts: facts, factsInForce: factsInForce, holds: holds).sentences
    }
}

extension Obligation {
    /// One sentence: how long, from when, under which text.
    var explanation: Sentence {
        let name = SentenceValue.sentence(
            Sentence(
                "retention.explain.name",
                ["schedule": .text("\(schedule.code)"), "title": .localized(schedule.title)]))
        let source = SentenceValue.localized(schedule.citation.source)
        guard let clock = schedule.clock else {
            return Sentence("retention.explain.keep", ["duty": name, "source": source])
        }
        let period = SentenceValue.sentence(clock.period.sentence)
        let kind = SentenceValue.sentence(clock.trigger.factKind.sentence)
        guard let fact, let lastDayKept else {
            return Sentence(
                "retention.explain.open", ["duty": name, "period": period, "fact": kind, "source": source])
        }
        let start =
            switch clock.start {
            case .trigger: Sentence("retention.explain.fromTrigger", ["date": .text("\(fact.date)")])
            case .endOfTriggerYear: Sentence("retention.explain.fromYearEnd", ["date": .text("\(fact.date)")])
            case .nextJanuary1: Sentence("retention.explain.fromNextJanuary", ["date": .text("\(fact.date)")])
            }
        return Sentence(
            "retention.explain.runs",
            [
                "duty": name, "period": period, "start": .sentence(start), "fact": kind, "basis": .quoted(fact.basis),
                "last": .text("\(lastDayKept)"), "source": source,
            ])
    }
}

extension ExplainedHold {
    var explanation: Sentence {
        let code = SentenceValue.text("\(code)")
        guard let days else { return Sentence("retention.explain.hold", ["hold": code]) }
        let (first, last) = (SentenceValue.text("\(days.lowerBound)"), SentenceValue.text("\(days.upperBound)"))
        return switch effect {
        case .block: Sentence("retention.explain.holdOver", ["hold": code, "from": first, "to": last])
        case .suspend: Sentence("retention.explain.holdSuspended", ["hold": code, "from": first, "to": last])
        case .restart: Sentence("retention.explain.holdRestarted", ["hold": code, "from": first, "to": last])
        }
    }
}

extension TriggerFact.Kind {
    public var sentence: Sentence {
        switch self {
        case .awardEnd: Sentence("retention.fact.awardEnd")
        case .payment: Sentence("retention.fact.payment")
        case .aid: Sentence("retention.fact.aid")
        case .refusal: Sentence("retention.fact.refusal")
        }
    }
}

extension CalendarPeriod {
    /// The period in words: `7 years`, `1 year and 6 months`.
    public var sentence: Sentence {
        let parts =
            [
                years > 0 ? Sentence("retention.period.years", ["count": .number(years)]) : nil,
                months > 0 ? Sentence("retention.period.months", ["count": .number(months)]) : nil,
                days > 0 ? Sentence("retention.period.days", ["count": .number(days)]) : nil,
            ].compactMap(\.self)
        return Sentence("retention.period.all", ["parts": .list(parts.map(SentenceValue.sentence), separator: ", ")])
    }
}
