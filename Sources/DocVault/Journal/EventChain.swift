/// Checks events one after the other: none missing, none moved, each what it was committed to be, and what the keys and the
/// erasures among them say of others.
struct EventChain {
    private var next = 0
    private var lastInstant: Instant?
    private(set) var keys: KeyChain
    /// Events without their text that no event has accounted for yet.
    private var unaccounted: Set<Int> = []

    init(origin: String) { keys = KeyChain(origin: origin) }

    mutating func check(_ event: StoredEvent) throws {
        guard event.sequence == next else { throw JournalFlaw.missing(sequence: next) }
        if let lastInstant, event.recordedAt < lastInstant { throw JournalFlaw.instantGoesBack(sequence: next) }
        if let (salt, body) = event.opening {
            guard SaltedCommitment(to: body, salt: salt)?.entry == event.commitment else {
                throw JournalFlaw.edited(sequence: next)
            }
            guard let json = try? CanonicalJSON(canonical: body), case .object(let object) = json,
                object["sequence"] == .integer(Int64(next)),
                object["instant"] == .string(event.recordedAt.description),
                object["action"] == .string(event.action),
                JournalSubject.bytes(of: object["subject"]) == event.subject
            else { throw JournalFlaw.misplaced(sequence: next) }
            try keys.follow(next, object)
            if event.action == JournalAction.eventErased.rawValue { account(for: object["subject"]) }
        } else {
            guard !JournalAction.essential.contains(where: { $0.rawValue == event.action }) else {
                throw JournalFlaw.essentialErased(sequence: next)
            }
            unaccounted.insert(next)
        }
        lastInstant = event.recordedAt
        next += 1
    }

    private mutating func account(for subject: CanonicalJSON?) {
        guard case .object(let subject)? = subject, let number = subject["id"]?.text.flatMap({ Int($0) }) else {
            return
        }
        unaccounted.remove(number)
    }

    /// Checks what can be said only when every event was seen.
    func end(_ files: JournalKeys) throws {
        if let first = unaccounted.min() { throw JournalFlaw.erasedWithoutEvent(sequence: first) }
        try keys.check(files)
    }
}
