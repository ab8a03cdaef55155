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

    /// The same circumstances, for an act with a reason of its own.
    func because(_ reason: String) -> ActContext {
        ActContext(actor: actor, onBehalfOf: onBehalfOf, reason: reason, request: request)
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
    case eventErased = "event.erased"

    /// Whether what such an event says may be erased. It may not where checking the journal rests on it: the keys, and what
    /// was erased.
    var isErasable: Bool {
        switch self {
        case .vaultCreated, .keyRotated, .eventErased: false
        case .dossierImported, .documentAttached, .factsChanged, .depositReceived: true
        }
    }
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
    package enum Kind: String, CaseIterable, Sendable { case vault, dossier, document, deposit, key, event }

    package let kind: Kind
    package let identifier: String
    let bytes: [UInt8]

    init<Entity>(_ kind: Kind, _ identifier: Identifier<Entity>) {
        (self.kind, self.identifier, bytes) = (kind, identifier.description, identifier.uuid.bytes)
    }

    /// Another event, by its number.
    init(event sequence: Int) {
        (kind, identifier, bytes) = (.event, "\(sequence)", Self.bytes(of: sequence))
    }

    /// What the catalog has for the subject that an event names; `nil` when it names none. The kind may be of a later version.
    static func bytes(of subject: CanonicalJSON?) -> [UInt8]? {
        guard case .object(let subject)? = subject, let identifier = subject["id"]?.text else { return nil }
        guard subject["kind"]?.text == Kind.event.rawValue else {
            return Identifier<JournalEvent>(identifier)?.uuid.bytes
        }
        return Int(canonicalDecimal: identifier.utf8).map { bytes(of: $0) }
    }

    private static func bytes(of sequence: Int) -> [UInt8] {
        withUnsafeBytes(of: Int64(sequence).bigEndian) { Array($0) }
    }
}
