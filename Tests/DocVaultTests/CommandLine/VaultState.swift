import SystemPackage
import VaultTestSupport

@testable import DocVault

/// All that a failed command could have left in a vault: rows, and files under `blobs/`, `staging/` and `quarantine/`.
struct VaultState: Hashable {
    let rows: [String: Int64]
    let blobs: [String]
    let staged: [String]
    let quarantined: [String]

    private static let counts: SQLStatement = """
        SELECT (SELECT COUNT(*) FROM organisation) AS organisations, (SELECT COUNT(*) FROM dossier) AS dossiers,
            (SELECT COUNT(*) FROM award) AS awards, (SELECT COUNT(*) FROM trigger_fact) AS facts,
            (SELECT COUNT(*) FROM disbursement) AS disbursements, (SELECT COUNT(*) FROM requirement) AS requirements,
            (SELECT COUNT(*) FROM requirement_piece) AS pieces, (SELECT COUNT(*) FROM blob) AS blobs,
            (SELECT COUNT(*) FROM document) AS documents, (SELECT COUNT(*) FROM document_version) AS versions,
            (SELECT COUNT(*) FROM attachment) AS attachments
        """
    private static let tables = [
        "organisations", "dossiers", "awards", "facts", "disbursements", "requirements", "pieces", "blobs", "documents",
        "versions", "attachments",
    ]

    init(of program: VaultProgram) async throws {
        let database = try SQLiteDatabase(file: FilePath(program.path("vault/catalog.sqlite")))
        rows = try await database.read { connection in
            let row = try connection.row(of: Self.counts)
            return Dictionary(uniqueKeysWithValues: try Self.tables.map { ($0, try row?.integer($0) ?? -1) })
        }
        blobs = program.files(in: "vault/blobs")
        staged = program.files(in: "vault/staging")
        quarantined = program.files(in: "vault/quarantine")
    }
}
