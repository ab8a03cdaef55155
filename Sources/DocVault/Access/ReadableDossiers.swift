/// The dossiers among many that an actor may read: each is asked for once.
struct ReadableDossiers {
    private let admission: Admission
    private var known: [DossierCode: Bool] = [:]

    init(to admission: Admission) { self.admission = admission }

    mutating func contains(_ code: DossierCode, _ connection: any SQLConnection) throws -> Bool {
        if let answer = known[code] { return answer }
        let answer = try admission.mayRead(code, connection)
        known[code] = answer
        return answer
    }
}
