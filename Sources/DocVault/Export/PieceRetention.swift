/// How long the documents of a dossier are kept, as its explanation tells those who may not know of confidential holds.
struct PieceRetention {
    private let records: RetentionRecords
    private let dossier: RetentionRecords.DossierRetention
    private let schedules: [ScheduleCode]
    /// What holds for every document, when no hold covers single ones.
    private let ofAll: CivilDate?

    init(of dossier: Dossier.ID, in connection: any SQLConnection) throws {
        records = try RetentionRecords(in: connection)
        let retention = try records.retention(of: dossier)
        self.dossier = retention
        schedules = retention.obligations.map(\.schedule.code)
        ofAll = Self.lastDay(retention.obligations, retention.holds)
    }

    /// The last day on which a document must be kept, and the schedules that say so; `nil` for never, as far as is known.
    func kept(_ document: Document.ID) throws -> (until: CivilDate?, because: [ScheduleCode]) {
        guard dossier.isHeldInPart else { return (ofAll, schedules) }
        return (Self.lastDay(dossier.obligations, try records.holds(of: document, in: dossier)), schedules)
    }

    private static func lastDay(_ obligations: [Obligation], _ holds: [HoldMap.Entry]) -> CivilDate? {
        let eligibility = Eligibility(obligations, holds.filter { !$0.isConfidential })
        return eligibility.eligibleOn == nil ? nil : eligibility.lastDayKept
    }
}
