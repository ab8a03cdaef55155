extension Vault {
    /// What is still to be handed in until a day, by due date, of the dossiers that the actor may read.
    /// - Parameter limit: How many at most.
    public func due(until day: CivilDate, limit: Int = 10_000) async throws -> [DueRequirement] {
        try await due(until: day, after: nil, limit: limit).items
            .sorted { ($0.dueOn, $0.dossier, $0.code) < ($1.dueOn, $1.dossier, $1.code) }
    }

    /// A page of ``due(until:limit:)``; what is due on the same day stands in the order in which it was asked for.
    public func due(
        until day: CivilDate, after position: DueRequirement.DuePosition?, limit: Int
    ) async throws -> ListPage<DueRequirement, DueRequirement.DuePosition> {
        try await database.view(.listDue, by: context) { connection, admission in
            let found = try DeadlineRecords.open(
                until: day, after: position, limit: limit + 1, for: admission, in: connection)
            return ListPage(found, limit: limit, position: \.duePosition)
        }
    }

    /// A page of what waits for a decision of an agent, what was submitted first first.
    public func queue(
        after position: DueRequirement.QueuePosition? = nil, limit: Int = 50
    ) async throws -> ListPage<DueRequirement, DueRequirement.QueuePosition> {
        try await database.view(.listQueue, by: context) { connection, admission in
            let programmes = admission.standing.programmes
            let isLimited = admission.standing.kind == .person && !programmes.contains("*")
            let found = try DeadlineRecords.queue(
                of: isLimited ? programmes : nil, after: position, limit: limit + 1, in: connection)
            return ListPage(found, limit: limit, position: \.queuePosition)
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
