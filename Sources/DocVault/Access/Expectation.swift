/// What a caller last saw of something: the sequence number of the last event about it.
///
/// It is the version of a dossier with all that is in it, of a hold, a disposition or a person. A caller who names it does
/// an act only while nothing else was done meanwhile: the comparison is made in the act's own transaction.
package struct Expectation: Hashable, Sendable {
    package let sequence: Int

    package init(sequence: Int) { self.sequence = sequence }

    /// - Throws: ``VaultError/changedMeanwhile``.
    func check(_ target: ActTarget, _ admission: Admission, _ connection: any SQLConnection) throws {
        guard try Self.current(of: target, admission, connection) == self else { throw VaultError.changedMeanwhile }
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
            case .vault, .organisation, .mandate, .policy: nil
            }
        return sequence.map(Expectation.init(sequence:))
    }
}

/// What has a version that a caller can hold an act to.
package enum VersionedSubject: Hashable, Sendable {
    case dossier(DossierCode)
    case person(EmailAddress)
    case hold(HoldCode)
    case disposition(DispositionCode)
}
