extension Vault {
    /// Shares a dossier with somebody who is in the vault already (portal guide §4.1): a contact-role.
    ///
    /// The address and the organisation must be exactly those of a contact with access. A contact-role counts while the
    /// person acts for that organisation and has access there. Sharing again with the same contact takes the place of the
    /// earlier contact-role, from its first instant on; sharing in the same way changes nothing.
    /// - Parameters:
    ///   - from: When it begins; now at the earliest, and where nothing is said.
    ///   - to: The first instant at which it counts no more.
    /// - Throws: ``VaultError/sharingRefused(_:)`` with the reason; ``VaultError/partyRefused(_:)`` for an end that is not
    ///   after the beginning.
    @discardableResult
    public func shareDossier(
        _ code: DossierCode, with email: EmailAddress, at number: EnterpriseNumber, as kind: ContactRole.Kind,
        from: Instant? = nil, to: Instant? = nil
    ) async throws -> ContactRole {
        let identifiers = identifiers
        return try await database.perform(.shareDossier, on: .dossier(code), by: context) {
            connection, journal, _ in
            let dossier = try DossierRecords.require(code, in: connection)
            let (person, organisation) = try Self.sharingPartner(email, number, connection)
            let begin = max(from ?? journal.now, journal.now)
            if let to, to <= begin { throw VaultError.partyRefused(.endsBeforeItBegins) }
            let old = try ContactRoleRecords.notEnded(
                of: dossier, with: person.id, at: organisation, journal.now, in: connection)
            if let same = old.first, old.count == 1, same.sharing.kind == kind, same.sharing.validFrom <= begin,
                same.sharing.validTo == to
            {
                return same.sharing
            }
            for (id, sharing) in old where sharing.validTo.map({ $0 > begin }) ?? true {
                try ContactRoleRecords.end(id, at: max(begin, sharing.validFrom), in: connection)
            }
            let sharing = ContactRole(
                person: person, organisation: number, kind: kind, validFrom: begin, validTo: to)
            try ContactRoleRecords.insert(
                sharing, as: identifiers.next(), of: dossier, at: organisation, journal.now, in: connection)
            try journal.append(
                .dossierShared, JournalSubject(.dossier, dossier), before: .array(old.map(\.sharing.canonical)),
                after: sharing.canonical)
            return sharing
        }
    }

    /// Ends the sharing of a dossier with a contact now.
    /// - Throws: ``VaultError/partyRefused(_:)`` when it is not shared with them.
    public func endSharing(
        of code: DossierCode, with email: EmailAddress, at number: EnterpriseNumber
    ) async throws {
        try await database.perform(.endSharing, on: .dossier(code), by: context) { connection, journal, _ in
            let dossier = try DossierRecords.require(code, in: connection)
            guard let person = try PersonRecords.person(email, in: connection),
                let organisation = try PartyRecords.identifier(of: number, in: connection)
            else { throw VaultError.partyRefused(.notSharedWith(email, code)) }
            let old = try ContactRoleRecords.notEnded(
                of: dossier, with: person.id, at: organisation, journal.now, in: connection)
            guard !old.isEmpty else { throw VaultError.partyRefused(.notSharedWith(email, code)) }
            for (id, sharing) in old {
                let ended = sharing.ended(at: journal.now)
                try ContactRoleRecords.end(id, at: max(journal.now, sharing.validFrom), in: connection)
                try journal.append(
                    .sharingEnded, JournalSubject(.dossier, dossier), before: sharing.canonical, after: ended.canonical)
            }
        }
    }

    /// The contact-roles of a dossier, those that ended as well, as they began.
    public func sharings(of code: DossierCode) async throws -> [ContactRole] {
        try await database.view(.readDossier, of: .dossier(code), by: context) { connection, _ in
            try ContactRoleRecords.sharings(of: DossierRecords.require(code, in: connection), in: connection)
        }
    }

    /// The contact with access that an address and a number name.
    private static func sharingPartner(
        _ email: EmailAddress, _ number: EnterpriseNumber, _ connection: any SQLConnection
    ) throws -> (Person, Organisation.ID) {
        guard let person = try PersonRecords.person(email, in: connection) else {
            throw VaultError.sharingRefused(.unknownPerson(email))
        }
        guard let organisation = try PartyRecords.identifier(of: number, in: connection),
            let contact = try ContactRecords.contact(person.id, of: organisation, in: connection)
        else { throw VaultError.sharingRefused(.otherOrganisation(email, number)) }
        guard contact.access != .none else { throw VaultError.sharingRefused(.noAccess(email, number)) }
        return (person, organisation)
    }
}
