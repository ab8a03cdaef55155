/// Something that a person must look at: the same proof in two places (decree of 21 February 2019, art. 4 and art. 27
/// § 1, 4°).
public struct Finding: Hashable, Sendable {
    public typealias ID = Identifier<Finding>
    /// Where one stands among those of its state, the newest first.
    public typealias Position = ListPosition<Instant, Finding>

    public enum Kind: String, CaseIterable, Sendable {
        /// The same bytes.
        case duplicateBytes
        /// The same invoice, by supplier and number, in whatever bytes.
        case duplicateInvoice
    }

    public enum State: String, CaseIterable, Sendable { case open, dismissed }

    /// One use of the proof.
    public struct Place: Hashable, Sendable {
        public let dossier: DossierCode
        public let requirement: RequirementCode
        public let document: Document.ID
        public let name: String
        public let attachedAt: Instant
    }

    public let id: ID
    public let kind: Kind
    public let state: State
    /// The use that raised it, and the one that was there before.
    public let place: Place
    public let earlier: Place
    /// Why it was dismissed.
    public let reason: String?
    public let recordedAt: Instant

    public var position: Position { Position(recordedAt, id) }

    /// What is the case, for the person.
    public var sentence: Sentence {
        switch kind {
        case .duplicateBytes:
            Sentence(
                "finding.duplicateBytes",
                [
                    "name": .quoted(place.name), "dossier": .text(place.dossier.text),
                    "requirement": .text(place.requirement.text), "earlierName": .quoted(earlier.name),
                    "earlierDossier": .text(earlier.dossier.text),
                    "earlierRequirement": .text(earlier.requirement.text),
                ])
        case .duplicateInvoice:
            Sentence(
                "finding.duplicateInvoice",
                [
                    "name": .quoted(place.name), "dossier": .text(place.dossier.text),
                    "requirement": .text(place.requirement.text), "earlierName": .quoted(earlier.name),
                    "earlierDossier": .text(earlier.dossier.text),
                    "earlierRequirement": .text(earlier.requirement.text),
                ])
        }
    }

    /// What it means, and the text that it rests on.
    public var explanation: Sentence { Sentence("finding.doubleFunding") }
}

extension Finding.State {
    public var sentence: Sentence {
        switch self {
        case .open: Sentence("finding.state.open")
        case .dismissed: Sentence("finding.state.dismissed")
        }
    }
}
