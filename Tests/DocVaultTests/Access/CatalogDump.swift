@testable import DocVault

/// Every row of every table of a catalog, to compare two moments.
struct CatalogDump: Hashable {
    private let tables: [String: [String]]

    init(of database: any SQLDatabase) async throws {
        tables = try await database.read { connection in
            try Self.statements.mapValues { statement in
                try connection.rows(of: statement).map { row in
                    let values = Mirror(reflecting: row).children.first { $0.label == "values" }
                    return "\(values.map { "\($0.value)" } ?? "\(row)")"
                }.sorted()
            }
        }
    }

    /// The names of the tables whose rows are not the same.
    func differences(from other: CatalogDump) -> [String] {
        tables.keys.filter { tables[$0] != other.tables[$0] }.sorted()
    }

    var rowCount: Int { tables.values.map(\.count).reduce(0, +) }

    private static let names: SQLStatement = """
        SELECT name FROM pragma_table_list
        WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'grdb%'
        """

    /// The tables that are in a catalog and not in the dump, and those that are in the dump alone.
    static func unknownTables(of database: any SQLDatabase) async throws -> Set<String> {
        try await database.read { connection in
            Set(try connection.rows(of: names).map { try $0.text("name") }).symmetricDifference(statements.keys)
        }
    }

    private static let statements: [String: SQLStatement] = [
        "access_token": "SELECT * FROM access_token",
        "account": "SELECT * FROM account",
        "amendment": "SELECT * FROM amendment",
        "attachment": "SELECT * FROM attachment",
        "award": "SELECT * FROM award",
        "blob": "SELECT * FROM blob",
        "checklist_version": "SELECT * FROM checklist_version",
        "condemned_blob": "SELECT * FROM condemned_blob",
        "contact": "SELECT * FROM contact",
        "contact_role": "SELECT * FROM contact_role",
        "decision": "SELECT * FROM decision",
        "decision_reason": "SELECT * FROM decision_reason",
        "disbursement": "SELECT * FROM disbursement",
        "disposition_case": "SELECT * FROM disposition_case",
        "disposition_item": "SELECT * FROM disposition_item",
        "document": "SELECT * FROM document",
        "document_version": "SELECT * FROM document_version",
        "dossier": "SELECT * FROM dossier",
        "dossier_origin": "SELECT * FROM dossier_origin",
        "dossier_origin_event": "SELECT * FROM dossier_origin_event",
        "dossier_partner": "SELECT * FROM dossier_partner",
        "dossier_regime": "SELECT * FROM dossier_regime",
        "export_checkpoint": "SELECT * FROM export_checkpoint",
        "export_seal": "SELECT * FROM export_seal",
        "federated_identity": "SELECT * FROM federated_identity",
        "federated_sign_in": "SELECT * FROM federated_sign_in",
        "finding": "SELECT * FROM finding",
        "hold": "SELECT * FROM hold",
        "hold_scope": "SELECT * FROM hold_scope",
        "idempotency_key": "SELECT * FROM idempotency_key",
        "invitation": "SELECT * FROM invitation",
        "journal_event": "SELECT * FROM journal_event",
        "mandate": "SELECT * FROM mandate",
        "obligation": "SELECT * FROM obligation",
        "organisation": "SELECT * FROM organisation",
        "outbox": "SELECT * FROM outbox",
        "person": "SELECT * FROM person",
        "rate_limit": "SELECT * FROM rate_limit",
        "requirement": "SELECT * FROM requirement",
        "requirement_answer": "SELECT * FROM requirement_answer",
        "requirement_checklist": "SELECT * FROM requirement_checklist",
        "requirement_piece": "SELECT * FROM requirement_piece",
        "retention_policy": "SELECT * FROM retention_policy",
        "sign_in_attempt": "SELECT * FROM sign_in_attempt",
        "sign_in_session": "SELECT * FROM sign_in_session",
        "staff_role": "SELECT * FROM staff_role",
        "submission": "SELECT * FROM submission",
        "submission_piece": "SELECT * FROM submission_piece",
        "tombstone": "SELECT * FROM tombstone",
        "trigger_fact": "SELECT * FROM trigger_fact",
        "upload_session": "SELECT * FROM upload_session",
    ]
}
