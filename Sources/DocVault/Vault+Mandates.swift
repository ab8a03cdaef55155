extension Vault {
    /// Lets an auditor read what a mandate covers, while it lasts.
    /// - Parameters:
    ///   - purpose: What the audit is for; the auditor reads it, and the journal keeps it.
    ///   - to: The first instant at which the mandate counts no more. Every mandate has an end.
    /// - Throws: ``VaultError/dossierNotFound(_:nearest:)``, ``VaultError/organisationNotFound(_:)`` for what it is to
    ///   cover; ``VaultError/personNotFound(_:)``; ``VaultError/partyRefused(_:)`` for a code that is taken, a purpose
    ///   that is blank, or an end that is not after the beginning.
    @discardableResult
    public func grantMandate(
        _ code: MandateCode, to auditor: PersonReference, over perimeter: Mandate.Perimeter, purpose: String,
        from: Instant, to: Instant
    ) async throws -> Mandate {
        guard purpose.contains(where: { !$0.isWhitespace }) else { throw VaultError.partyRefused(.purposeMissing) }
        if case .programme(let programme) = perimeter, !isWord(programme) {
            throw VaultError.partyRefused(.programmeInvalid(programme))
        }
        guard from < to else { throw VaultError.partyRefused(.endsBeforeItBegins) }
        let identifiers = identifiers
        let numberHash = try await numberHash(of: auditor.newNationalNumber)
        return try await database.perform(.grantMandate, on: .person(auditor.email), by: context) {
            connection, journal, _ in
            guard try MandateRecords.identifier(of: code, in: connection) == nil else {
                throw VaultError.partyRefused(.mandateExists(code))
            }
            try perimeter.require(in: connection)
            let person = try auditor.resolve(
                numberHash: numberHash, identifiers: identifiers, at: journal.now, in: connection)
            let mandate = Mandate(
                code: code, person: person, perimeter: perimeter, purpose: purpose, validFrom: from, validTo: to)
            let id = identifiers.next(Mandate.self)
            try MandateRecords.insert(mandate, as: id, at: journal.now, in: connection)
            try journal.append(.mandateGranted, JournalSubject(.mandate, id), after: mandate.canonical)
            return mandate
        }
    }

    /// Ends a mandate now.
    /// - Throws: ``VaultError/mandateNotFound(_:)``; ``VaultError/partyRefused(_:)`` when it has ended already.
    @discardableResult
    public func endMandate(_ code: MandateCode) async throws -> Mandate {
        try await database.perform(.endMandate, on: .mandate(code), by: context) { connection, journal, _ in
            guard let id = try MandateRecords.identifier(of: code, in: connection),
                let old = try MandateRecords.mandate(code, in: connection)
            else { throw VaultError.mandateNotFound(code) }
            guard old.validTo > journal.now, old.validTo > old.validFrom else {
                throw VaultError.partyRefused(.mandateEnded(code))
            }
            let ended = old.ended(at: journal.now)
            try MandateRecords.end(id, at: ended.validTo, in: connection)
            try journal.append(
                .mandateEnded, JournalSubject(.mandate, id), before: old.canonical, after: ended.canonical)
            return ended
        }
    }

    /// All mandates, those that ended as well, by their codes.
    public func mandates() async throws -> [Mandate] {
        try await database.view(.listMandates, by: context) { connection, _ in
            try MandateRecords.mandates(in: connection)
        }
    }

    /// A page of them.
    package func mandates(after code: MandateCode?, limit: Int) async throws -> ListPage<Mandate, MandateCode> {
        try await database.view(.listMandates, by: context) { connection, _ in
            let found = try MandateRecords.mandates(after: code, limit: limit + 1, in: connection)
            return ListPage(found, limit: limit, position: \.code)
        }
    }
}

extension Mandate.Perimeter {
    /// Makes sure that there is what the mandate is to cover.
    fileprivate func require(in connection: any SQLConnection) throws {
        switch self {
        case .dossier(let code): _ = try DossierRecords.require(code, in: connection)
        case .organisation(let number):
            guard try PartyRecords.identifier(of: number, in: connection) != nil else {
                throw VaultError.organisationNotFound(number)
            }
        // A programme is a word; its first dossier may come later.
        case .programme: break
        }
    }
}
