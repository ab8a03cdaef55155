/// Who acts: a person, or this program by itself.
package struct JournalActor: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// Somebody with a shell on the machine of the vault, by the name of their account there.
        case operatorAccount = "operator"
        /// The vault itself, in what nobody asked for.
        case system
    }

    package let kind: Kind
    package let name: String

    package init(kind: Kind, name: String) { (self.kind, self.name) = (kind, name) }

    package static let system = JournalActor(kind: .system, name: "vault")

    var json: CanonicalJSON { ["kind": .string(kind.rawValue), "name": .string(name)] }
}

/// Under what circumstances an act is done: what every event says of it.
package struct ActContext: Hashable, Sendable {
    package let actor: JournalActor
    package let onBehalfOf: JournalActor?
    package let reason: String?
    /// Ties together the acts of one request or command.
    package let request: Identifier<ActContext>

    package init(
        actor: JournalActor, onBehalfOf: JournalActor? = nil, reason: String? = nil, request: Identifier<ActContext>
    ) {
        (self.actor, self.onBehalfOf, self.reason, self.request) = (actor, onBehalfOf, reason, request)
    }
}

/// What was done. The raw value is the word in the journal and never changes its meaning.
package enum JournalAction: String, CaseIterable, Sendable {
    case vaultCreated = "vault.created"
    case dossierImported = "dossier.imported"
    case documentAttached = "document.attached"
    case factsChanged = "attachment.factsChanged"
    case depositReceived = "deposit.received"
    case keyRotated = "key.rotated"
}

/// One act, as the journal tells of it. See `docs/formats/journal.md`.
package struct JournalEvent: Sendable {
    package let sequence: Int
    package let instant: Instant
    package let action: JournalAction
    package let subject: JournalSubject
    package let before: CanonicalJSON
    package let after: CanonicalJSON
    package let context: ActContext

    /// The event in the form that is committed to. What is not known is `null`: every event has the same members.
    var json: CanonicalJSON {
        [
            "action": .string(action.rawValue),
            "actor": context.actor.json,
            "after": after,
            "before": before,
            "instant": .string(instant.description),
            "onBehalfOf": context.onBehalfOf?.json ?? nil,
            "reason": context.reason.map(CanonicalJSON.string) ?? nil,
            "request": .string(context.request.description),
            "sequence": .integer(Int64(sequence)),
            "subject": ["id": .string(subject.identifier), "kind": .string(subject.kind.rawValue)],
        ]
    }
}

/// What an event is about.
package struct JournalSubject: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable { case vault, dossier, document, deposit, key }

    package let kind: Kind
    package let identifier: String
    let bytes: [UInt8]

    init<Entity>(_ kind: Kind, _ identifier: Identifier<Entity>) {
        (self.kind, self.identifier, bytes) = (kind, identifier.description, identifier.uuid.bytes)
    }
}
