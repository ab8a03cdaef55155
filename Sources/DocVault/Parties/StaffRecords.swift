/// The agency's staff in the catalog: what ends is dated, not deleted.
enum StaffRecords {
    private static let all: SQLStatement = """
        SELECT r.id, p.id AS person_id, p.email, p.given_name, p.family_name, p.language, r.role, r.programme,
            r.valid_from, r.valid_to
        FROM staff_role r JOIN person p ON p.id = r.person_id
        ORDER BY p.email, r.valid_from, r.id
        """
    private static let ofPerson: SQLStatement = """
        SELECT r.id, p.id AS person_id, p.email, p.given_name, p.family_name, p.language, r.role, r.programme,
            r.valid_from, r.valid_to
        FROM staff_role r JOIN person p ON p.id = r.person_id
        WHERE r.person_id = $1
        ORDER BY r.valid_from, r.id
        """
    private static let notEnded: SQLStatement = """
        SELECT r.id, p.id AS person_id, p.email, p.given_name, p.family_name, p.language, r.role, r.programme,
            r.valid_from, r.valid_to
        FROM staff_role r JOIN person p ON p.id = r.person_id
        WHERE r.person_id = $1 AND r.role = $2 AND r.programme = $3
            AND (r.valid_to IS NULL OR (r.valid_to > $4 AND r.valid_to > r.valid_from))
        ORDER BY r.valid_from, r.id
        """

    static func appointments(in connection: any SQLConnection) throws -> [StaffAppointment] {
        try connection.rows(of: all).map(StaffAppointment.init)
    }

    static func appointments(of person: Person.ID, in connection: any SQLConnection) throws -> [StaffAppointment] {
        try connection.rows(of: ofPerson, [.identifier(person)]).map(StaffAppointment.init)
    }

    /// Those of one person to one position that are in force or still to come.
    static func notEnded(
        of person: Person.ID, as position: StaffPosition, _ now: Instant, in connection: any SQLConnection
    ) throws -> [(id: StaffAppointment.ID, appointment: StaffAppointment)] {
        try connection.rows(
            of: notEnded,
            [.identifier(person), .text(position.role), .text(position.programme ?? "*"), .instant(now)]
        ).map { (try $0.identifier("id"), try StaffAppointment($0)) }
    }

    private static let insertion: SQLStatement = """
        INSERT INTO staff_role (id, person_id, role, programme, valid_from, valid_to, recorded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """

    static func insert(
        _ appointment: StaffAppointment, as id: StaffAppointment.ID, at now: Instant, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            insertion,
            [
                .identifier(id), .identifier(appointment.person.id), .text(appointment.position.role),
                .text(appointment.position.programme ?? "*"), .instant(appointment.validFrom),
                .instant(appointment.validTo), .instant(now),
            ])
    }

    private static let ending: SQLStatement = "UPDATE staff_role SET valid_to = $2 WHERE id = $1"

    static func end(_ id: StaffAppointment.ID, at instant: Instant, in connection: any SQLConnection) throws {
        try connection.execute(ending, [.identifier(id), .instant(instant)])
    }
}

extension StaffAppointment {
    fileprivate init(_ row: SQLRow) throws(VaultError) {
        let position: StaffPosition =
            switch try row.choice("role", of: StaffRole.self) {
            case .agent: .agent(programme: try row.text("programme"))
            case .recordsManager: .recordsManager
            case .administrator: .administrator
            }
        self.init(
            person: try Person(row), position: position, validFrom: try row.instant("valid_from"),
            validTo: try row.optional("valid_to", SQLRow.instant))
    }
}
