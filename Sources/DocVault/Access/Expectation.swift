/// What a caller last saw of something: the sequence number of the last event about it.
///
/// It is the version of a dossier with all that is in it, of a hold, a disposition, an organisation or a person. A caller who names it does
/// an act only while nothing else was done meanwhile: the comparison is made in the act's own transaction.
package struct Expectation: Hashable, Sendable {
    package let sequence: Int

    package init(sequence: Int) { self.sequence = sequence }

    /// - Throws: ``VaultError/changedMeanwhile``.
    func check(_ target: ActTarget, _ admission: Admission, _ connection: any SQLConnection) throws {
        guard try Self.current(of: target, admission, connection) == self else { throw VaultError.changedMeanwhile }
    }

    /// - Throws: ``VaultError/changedMeanwhile``.
    func check(_ finding: Finding.ID, _ connection: any SQLConnection) throws {
        guard try Self.current(of: finding, in: connection) == self else { throw VaultError.changedMeanwhile }
    }

    /// The version of a finding: what is done to it is no event of either of its dossiers.
    static func current(of finding: Finding.ID, in connection: any SQLConnection) throws -> Expectation? {
        try JournalRecords.lastSequence(about: JournalSubject(.finding, finding).bytes, in: connection)
            .map(Expectation.init(sequence:))
    }

    /// The version of what an act is done to; `nil` for what has none.
    static func current(
        of target: ActTarget, _ admission: Admission, _ connection: any SQLConnection
    ) throws -> Expectation? {
        let sequence: Int? =
            switch target {
            case .dossier, .requirement, .newDossier, .document, .blob:
                try admission.dossier.flatMap { try JournalRecords.lastSequence(of: $0.id, in: connection) }
            case .person(let email):
                try PersonRecords.person(email, in: connection).flatMap {
                    try JournalRecords.lastSequence(about: JournalSubject(.person, $0.id).bytes, in: connection)
                }
            case .hold(let code):
                try LegalHoldRecords.hold(code, in: connection).flatMap {
                    try JournalRecords.lastSequence(about: JournalSubject(.hold, $0.id).bytes, in: connection)
                }
            case .disposition(let code):
                try JournalRecords.lastSequence(
                    about: JournalSubject(
                        .disposition, try DispositionRecords.require(code, in: connection).id
                    ).bytes, in: connection)
            case .organisation:
                try admission.organisation.map { try lastSequence(aboutOrganisation: $0, connection) }
            case .mandate(let code):
                try MandateRecords.identifier(of: code, in: connection).flatMap {
                    try JournalRecords.lastSequence(about: JournalSubject(.mandate, $0).bytes, in: connection)
                }
            case .policy: try ofPolicy(in: connection).sequence
            case .vault: nil
            }
        return sequence.map(Expectation.init(sequence:))
    }

    /// The version of the policy in force, which counts its changes itself, whatever file is handed in.
    static func ofPolicy(in connection: any SQLConnection) throws -> Expectation {
        Expectation(sequence: try RetentionPolicyRecords.inForce(in: connection).version)
    }

    /// The last event about an organisation, or about one of those who act for it.
    private static func lastSequence(
        aboutOrganisation id: Organisation.ID, _ connection: any SQLConnection
    ) throws -> Int {
        var subjects = [JournalSubject(.organisation, id)]
        subjects += try ContactRecords.contacts(of: id, in: connection).map { JournalSubject(.person, $0.person.id) }
        return try subjects.compactMap { try JournalRecords.lastSequence(about: $0.bytes, in: connection) }.max() ?? 0
    }
}

/// What has a version that a caller can hold an act to.
package enum VersionedSubject: Hashable, Sendable {
    case dossier(DossierCode)
    case person(EmailAddress)
    case hold(HoldCode)
    case disposition(DispositionCode)
    case organisation(EnterpriseNumber)
    case policy
    case finding(Finding.ID)
}
