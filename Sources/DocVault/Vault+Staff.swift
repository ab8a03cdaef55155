extension Vault {
    /// Gives a member of the agency's staff a role.
    /// - Parameters:
    ///   - from: When it begins; now at the earliest, and where nothing is said.
    ///   - to: The first instant at which it counts no more.
    /// - Throws: ``VaultError/personNotFound(_:)``; ``VaultError/partyRefused(_:)`` when the role is theirs already, the
    ///   programme is blank, the end is not after the beginning, or a new person is known already.
    @discardableResult
    public func appointStaff(
        _ person: PersonReference, as position: StaffPosition, from: Instant? = nil, to: Instant? = nil
    ) async throws -> StaffAppointment {
        if let programme = position.programme, !isWord(programme) {
            throw VaultError.partyRefused(.programmeInvalid(programme))
        }
        let identifiers = identifiers
        let numberHash = try await numberHash(of: person.newNationalNumber)
        return try await database.perform(.appointStaff, on: .person(person.email), by: context) {
            connection, journal, _ in
            let begin = max(from ?? journal.now, journal.now)
            if let to, to <= begin { throw VaultError.partyRefused(.endsBeforeItBegins) }
            let member = try person.resolve(
                numberHash: numberHash, identifiers: identifiers, at: journal.now, in: connection)
            let old = try StaffRecords.notEnded(of: member.id, as: position, journal.now, in: connection)
            guard !old.contains(where: { $0.appointment.overlaps(from: begin, to: to) }) else {
                throw VaultError.partyRefused(.alreadyAppointed(member.email))
            }
            let appointment = StaffAppointment(person: member, position: position, validFrom: begin, validTo: to)
            try StaffRecords.insert(appointment, as: identifiers.next(), at: journal.now, in: connection)
            try journal.append(
                .staffAppointed, JournalSubject(.person, member.id), after: appointment.canonical)
            return appointment
        }
    }

    /// Ends a role of a member of the staff now.
    /// - Throws: ``VaultError/personNotFound(_:)``; ``VaultError/partyRefused(_:)`` when the role is not theirs.
    public func dismissStaff(_ email: EmailAddress, from position: StaffPosition) async throws {
        try await database.perform(.dismissStaff, on: .person(email), by: context) { connection, journal, _ in
            let member = try PersonRecords.require(email, in: connection)
            let old = try StaffRecords.notEnded(of: member.id, as: position, journal.now, in: connection)
            guard !old.isEmpty else { throw VaultError.partyRefused(.notAppointed(email)) }
            for (id, appointment) in old {
                let ended = appointment.ended(at: journal.now)
                try StaffRecords.end(id, at: max(journal.now, appointment.validFrom), in: connection)
                try journal.append(
                    .staffDismissed, JournalSubject(.person, member.id), before: appointment.canonical,
                    after: ended.canonical)
            }
        }
    }

    /// The agency's staff, those who left as well, by their addresses.
    public func staff() async throws -> [StaffAppointment] {
        try await database.view(.listStaff, by: context) { connection, _ in
            try StaffRecords.appointments(in: connection)
        }
    }
}

extension PersonReference {
    var newNationalNumber: NationalNumber? {
        switch self {
        case .known: nil
        case .new(let person): person.nationalNumber
        }
    }

    /// The person who is known, or the new one, added.
    func resolve(
        numberHash: [UInt8]?, identifiers: IdentifierSource, at now: Instant, in connection: any SQLConnection
    ) throws -> Person {
        switch self {
        case .known(let email): return try PersonRecords.require(email, in: connection)
        case .new(let person):
            guard try PersonRecords.person(person.email, in: connection) == nil else {
                throw VaultError.partyRefused(.emailTaken(person.email))
            }
            if let numberHash, try PersonRecords.person(numberHash: numberHash, in: connection) != nil {
                throw VaultError.partyRefused(.nationalNumberTaken)
            }
            return try PersonRecords.insert(
                person, numberHash: numberHash, as: identifiers.next(), at: now, in: connection)
        }
    }
}

extension StaffAppointment {
    fileprivate func overlaps(from: Instant, to: Instant?) -> Bool {
        (to.map { validFrom < $0 } ?? true) && (validTo.map { from < $0 } ?? true)
    }
}
