/// What became of a dossier, told by the journal alone: its events, and how it stood after the last of them.
public struct DossierHistory: Hashable, Sendable {
    /// One event, as the journal has it.
    public struct Entry: Hashable, Sendable {
        public let sequence: Int
        public let instant: Instant
        /// The word in the journal; see `docs/formats/journal.md`.
        public let action: String
        /// Who did it, and for whom; empty when what the event says was erased.
        public let actor: String
        public let onBehalfOf: String?
        public let reason: String?
        /// The requirement, disbursement or piece it is about, where there is one.
        public let about: String?
        public let isErased: Bool
    }

    public let code: DossierCode
    public let entries: [Entry]
    /// How the dossier stood: `nil` before it was there.
    public let standing: Standing?

    /// A dossier at an instant.
    public struct Standing: Hashable, Sendable {
        public internal(set) var state: String
        public internal(set) var awardEnd: String?
        public internal(set) var projectEnd: String
        /// By code: what was planned, and what became of it.
        public internal(set) var disbursements: [String: String] = [:]
        public internal(set) var requirements: [String: RequirementAsOf] = [:]
    }

    /// A requirement at an instant.
    public struct RequirementAsOf: Hashable, Sendable {
        public internal(set) var state: String = Requirement.State.open.rawValue
        public internal(set) var round = 0
        public internal(set) var pieces: [Piece] = []

        /// Notes that a document was disposed of. Its name stays in the event that brought it in, until that is erased.
        mutating func bury(_ document: String, _ disposition: String?) {
            for index in pieces.indices where pieces[index].document == document {
                pieces[index].disposition = disposition
            }
        }
    }

    /// What was attached at an instant.
    public struct Piece: Hashable, Sendable {
        public let document: String
        public let digest: String
        public let name: String
        public let piece: String
        /// The case that it was disposed of by.
        public internal(set) var disposition: String?
    }
}

extension DossierHistory {
    /// Replays a dossier's events, which come in the order of the journal.
    struct Replay {
        private(set) var entries: [Entry] = []
        private(set) var standing: Standing?

        mutating func take(_ event: StoredEvent) throws {
            guard let body = event.opening?.body, case .object(let json) = try CanonicalJSON(canonical: body) else {
                entries.append(
                    Entry(
                        sequence: event.sequence, instant: event.recordedAt, action: event.action, actor: "",
                        onBehalfOf: nil, reason: nil, about: nil, isErased: true))
                return
            }
            let (before, after) = (json["before"]?.members, json["after"]?.members)
            let about = ["requirement", "disbursement", "name"].lazy.compactMap {
                after?[$0]?.text ?? before?[$0]?.text
            }
            entries.append(
                Entry(
                    sequence: event.sequence, instant: event.recordedAt, action: event.action,
                    actor: json["actor"]?.members?["name"]?.text ?? "",
                    onBehalfOf: json["onBehalfOf"]?.members?["name"]?.text, reason: json["reason"]?.text,
                    about: about.first, isErased: false))
            guard let action = JournalAction(rawValue: event.action) else { return }
            let subject = json["subject"]?.members?["id"]?.text ?? ""
            apply(action, to: subject, before, after)
        }

        private mutating func apply(
            _ action: JournalAction, to subject: String, _ before: CanonicalJSON.Object?, _ after: CanonicalJSON.Object?
        ) {
            switch action {
            case .dossierImported: importDossier(after)
            case .dossierRestored: importDossier(after?["state"]?.members)
            case .dossierMoved: standing?.state = after?["state"]?.text ?? ""
            case .dossierAmended:
                let amended = after?["state"]?.members
                standing?.awardEnd = amended?["award"]?.members?["endDate"]?.text
                standing?.projectEnd = amended?["projectPeriod"]?.members?["to"]?.text ?? ""
            case .disbursementMoved:
                standing?.disbursements[after?["disbursement"]?.text ?? ""] = after?["state"]?.text
            case .documentAttached:
                let piece = Piece(
                    document: subject, digest: after?["digest"]?.text ?? "", name: after?["name"]?.text ?? "",
                    piece: after?["piece"]?.text ?? "")
                change(after) { $0.pieces.append(piece) }
            case .pieceWithdrawn:
                let piece = before?["piece"]?.text
                change(after) { $0.pieces.removeAll { $0.document == subject && $0.piece == piece } }
            case .documentDisposed:
                let disposition = after?["disposition"]?.text
                for code in standing?.requirements.keys.sorted() ?? [] {
                    standing?.requirements[code]?.bury(subject, disposition)
                }
            case .factRecorded, .factCorrected: standing?.awardEnd = after?["awardEnd"]?.text
            case .requirementSubmitted:
                change(after) { requirement in
                    requirement.state = Requirement.State.submitted.rawValue
                    requirement.round += 1
                }
            case .requirementApproved, .requirementReturned, .requirementWaived:
                change(after) { $0.state = after?["state"]?.text ?? "" }
            case .vaultCreated, .factsChanged, .depositReceived, .keyRotated, .actRefused, .dossierShared,
                .sharingEnded, .questionAnswered, .findingRaised, .findingDismissed, .remindersQueued,
                .organisationRegistered, .contactCreated, .accessChanged, .settingsChanged, .staffAppointed,
                .staffDismissed, .mandateGranted, .mandateEnded, .timestampAuthorityNamed, .eventErased,
                .policyProposed, .policyAdopted, .holdPlaced, .holdReleaseAsked, .holdLifted, .dispositionProposed,
                .dispositionReviewed, .dispositionApproved, .dispositionCancelled, .dispositionStarted, .documentKept,
                .bytesRemoved, .dispositionExecuted, .blobsCollecting, .blobsCollected, .bagSealed, .dossierExported,
                .sealReplaced, .accountInvited, .passwordSet, .passwordChanged, .secondFactorAdded,
                .secondFactorRemoved, .secondFactorReset, .accountDisabled, .accountEnabled, .identityLinked,
                .tokenCreated, .tokenRevoked:
                break
            }
        }

        private mutating func importDossier(_ after: CanonicalJSON.Object?) {
            let end = after?["projectPeriod"]?.members?["to"]?.text ?? ""
            var new = standing ?? Standing(state: "", projectEnd: end)
            (new.state, new.projectEnd) = (after?["state"]?.text ?? "", end)
            new.awardEnd = after?["award"]?.members?["endDate"]?.text
            for disbursement in after?["disbursements"]?.items ?? [] {
                guard let code = disbursement.members?["code"]?.text, new.disbursements[code] == nil else { continue }
                new.disbursements[code] = Disbursement.State.planned.rawValue
            }
            for requirement in after?["requirements"]?.items ?? [] {
                guard let code = requirement.members?["code"]?.text, new.requirements[code] == nil else { continue }
                new.requirements[code] = RequirementAsOf()
            }
            standing = new
        }

        private mutating func change(_ after: CanonicalJSON.Object?, _ body: (inout RequirementAsOf) -> Void) {
            guard let code = after?["requirement"]?.text else { return }
            body(&standing[default: Standing(state: "", projectEnd: "")].requirements[code, default: RequirementAsOf()])
        }
    }
}

extension Optional {
    fileprivate subscript(default value: Wrapped) -> Wrapped {
        get { self ?? value }
        set { self = newValue }
    }
}

extension CanonicalJSON {
    /// The members of an object, or `nil` for anything else.
    var members: Object? {
        if case .object(let object) = self { object } else { nil }
    }

    /// The items of an array, or `nil` for anything else.
    var items: [CanonicalJSON]? {
        if case .array(let items) = self { items } else { nil }
    }
}
