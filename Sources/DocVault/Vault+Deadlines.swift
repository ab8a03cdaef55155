extension Vault {
    /// What is still to be handed in until a day, by due date: of the organisation that a person acts for and of the
    /// dossiers shared with them, or of all for an operator.
    /// - Parameter limit: How many at most, for an operator.
    public func due(until day: CivilDate, limit: Int = 10_000) async throws -> [DueRequirement] {
        try await database.view(.listDue, by: context) { connection, admission in
            guard case .person(_, let organisation) = admission.principal else {
                return try DeadlineRecords.open(until: day, limit: limit, in: connection)
            }
            guard admission.standing.access == .superUser, let organisation else {
                return try DossierRecords.readable(for: admission, in: connection)
                    .flatMap { try DeadlineRecords.open(of: $0, until: day, in: connection) }
                    .sorted { ($0.dueOn, $0.dossier, $0.code) < ($1.dueOn, $1.dossier, $1.code) }
            }
            // By one index, as an organisation may have many; what others have shared with the person comes to it.
            let own = try DeadlineRecords.open(of: organisation, until: day, in: connection)
            let known = Set(own.map(\.dossier))
            let shared = try DossierRecords.shared(with: admission, in: connection)
                .flatMap { try DeadlineRecords.open(of: $0, until: day, in: connection) }
                .filter { !known.contains($0.dossier) }
            return (own + shared).sorted { ($0.dueOn, $0.dossier, $0.code) < ($1.dueOn, $1.dossier, $1.code) }
        }
    }

    /// A page of what waits for a decision of an agent, what was submitted first first.
    /// - Parameter start: The instant of submission of the last one of the page before.
    public func queue(after start: Instant? = nil, limit: Int = 50) async throws -> [DueRequirement] {
        try await database.view(.listQueue, by: context) { connection, admission in
            let programmes = admission.standing.programmes
            let isLimited = admission.standing.kind == .person && !programmes.contains("*")
            return try DeadlineRecords.queue(
                of: isLimited ? programmes : nil, after: start ?? Instant(microsecondsSince1970: .min), limit: limit,
                in: connection)
        }
    }

    /// Puts the reminders into the outbox that are due on a day: 30, 14 and 3 days before the due date, and when it is past.
    ///
    /// Running it again on the same day puts nothing in twice; days on which it did not run are made up for by the latest
    /// reminder alone.
    /// - Returns: How many were put in.
    @discardableResult
    public func remind(on day: CivilDate) async throws -> Int {
        let identifiers = identifiers
        return try await database.perform(.remind, by: context) { connection, journal, _ in
            var counts: [OutboxMessage.Kind: Int64] = [:]
            let horizon = CivilDate(daysSince1970: day.daysSince1970 + 30)
            for (id, dueOn, round) in try DeadlineRecords.remindable(until: horizon, in: connection) {
                let kind = OutboxMessage.Kind.reminder(daysLeft: dueOn.daysSince1970 - day.daysSince1970)
                let isNew = try OutboxRecords.put(
                    kind, id, round: round, identifiers: identifiers, at: journal.now, connection)
                if isNew { counts[kind, default: 0] += 1 }
            }
            guard !counts.isEmpty else { return 0 }
            try journal.append(
                .remindersQueued, JournalSubject(.reminders, identifiers.next(OutboxMessage.self)),
                after: .object(
                    leavingOut: [("day", .string(day.description))]
                        + counts.map { ($0.key.rawValue, CanonicalJSON.integer($0.value)) }))
            return Int(counts.values.reduce(0, +))
        }
    }

    /// The messages that nobody was sent yet.
    public func outbox() async throws -> [OutboxMessage] {
        try await database.view(.readOutbox, by: context) { connection, _ in
            try OutboxRecords.messages(in: connection)
        }
    }
}

extension OutboxMessage.Kind {
    /// The reminder for a due date that is at most 30 days away.
    static func reminder(daysLeft: Int) -> OutboxMessage.Kind {
        switch daysLeft {
        case ..<0: .overdue
        case ...3: .due3
        case ...14: .due14
        default: .due30
        }
    }
}
