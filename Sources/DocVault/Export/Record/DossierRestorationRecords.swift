/// Puts the rows of a record into a catalog that does not have the dossier, in one transaction.
///
/// The record comes from outside: every row must belong to the one dossier of it, nothing may be named that is not in it, and
/// bytes are had only if they came with it. What was put in is read again as everything is read, so a value that no reader
/// understands undoes all of it.
struct DossierRestorationRecords {
    private let connection: any SQLConnection
    private let now: Instant
    /// What came with the record.
    private let deposited: Set<Digest>
    /// By table: the keys that the record has.
    private var known: [String: Set<SQLValue>] = [:]
    /// Organisations that are here already, by the identifiers that the record has for them.
    private var organisations: [SQLValue: SQLValue] = [:]
    private var disposed: Set<SQLValue> = []
    private var versions: [(document: SQLValue, digest: SQLValue)] = []
    private(set) var rowCount = 0
    private(set) var dossier: Dossier.ID?

    init(of deposited: Set<Digest>, at now: Instant, in connection: any SQLConnection) {
        (self.connection, self.now, self.deposited) = (connection, now, deposited)
    }

    /// Takes the next row.
    /// - Throws: ``RestorationFlaw``.
    mutating func insert(_ given: RecordRow) throws {
        var row = given
        if let key = row.table.key {
            let isNew = known[row.table.name, default: []].insert(row[key]).inserted
            guard isNew else { throw RestorationFlaw.repeatedRow(row.table.name) }
        }
        for (column, table) in row.table.references where row[column] != .null {
            guard known[table]?.contains(row[column]) == true else {
                throw RestorationFlaw.unknownReference(row.table.name, column)
            }
        }
        rowCount += 1
        switch row.table.name {
        case "organisation": if try isHere(organisation: row) { return }
        case "dossier_partner":
            if let here = organisations[row["organisation_id"]] { row["organisation_id"] = here }
        case "dossier":
            guard dossier == nil, case .bytes(let bytes) = row["id"], let id = Dossier.ID(bytes: bytes) else {
                throw RestorationFlaw.repeatedRow(row.table.name)
            }
            dossier = id
        case "checklist_version": try checkChecklist(row)
        case "document_version": versions.append((row["document_id"], row["digest"]))
        case "disposition_case":
            guard let code = try DispositionRecords.nextCode(in: now.dayInBrussels.year, connection) else {
                throw RestorationFlaw.unreadable
            }
            row["code"] = .code(code)
        case "tombstone": disposed.insert(row["document_id"])
        default: break
        }
        try connection.execute(row.table.insertion, row.parameters)
    }

    /// Checks the whole, once all rows are in.
    mutating func finish() throws -> Dossier {
        guard let dossier else { throw RestorationFlaw.unreadable }
        for (document, digest) in versions where !disposed.contains(document) {
            guard case .bytes(let bytes) = digest, let digest = Digest(algorithm: .sha256, bytes: bytes),
                deposited.contains(digest)
            else { throw RestorationFlaw.bytesMissing }
        }
        let restored = try DossierRecords.dossier(dossier, in: connection)
        for case .bytes(let bytes) in known["requirement"] ?? [] {
            guard let id = Requirement.ID(bytes: bytes) else { throw RestorationFlaw.unreadable }
            _ = try SubmissionRecords.submissions(of: id, in: connection)
        }
        _ = try TriggerFactRecords.facts(of: dossier, in: connection)
        try InventoryRecords.forEachRow(
            of: dossier, restored.code, .dossier, connection
        ) { _, _ in }
        return restored
    }

    /// Whether an organisation of this number is here: then the dossier's is that one.
    private mutating func isHere(organisation row: RecordRow) throws -> Bool {
        guard case .text(let text) = row["enterprise_number"], let number = EnterpriseNumber(text) else {
            throw RestorationFlaw.unreadable
        }
        guard let here = try PartyRecords.identifier(of: number, in: connection) else { return false }
        organisations[row["id"]] = .identifier(here)
        return true
    }

    private static let checklist: SQLStatement = "SELECT digest FROM checklist_version WHERE code = $1 AND version = $2"

    /// A version of a checklist is the same everywhere.
    private func checkChecklist(_ row: RecordRow) throws {
        guard case .bytes(let body) = row["body"], case .bytes(let digest) = row["digest"],
            try DigestHasher.digest(of: body).bytes == digest
        else { throw RestorationFlaw.unreadable }
        guard let here = try connection.row(of: Self.checklist, [row["code"], row["version"]]) else { return }
        guard try here.bytes("digest") == digest else { throw RestorationFlaw.otherChecklist }
    }
}

/// Why a dossier cannot be restored from an archive.
enum RestorationFlaw: Error, Hashable {
    /// A line that is no row, or a row that no reader understands.
    case unreadable
    case repeatedRow(String)
    /// A row that names something which is not in the record.
    case unknownReference(String, String)
    /// A document whose bytes are not in the archive.
    case bytesMissing
    /// A version of a checklist that this vault has with another content.
    case otherChecklist
    /// An archive without the record that is needed.
    case noRecord

    var sentence: Sentence {
        switch self {
        case .unreadable: Sentence("export.restore.unreadable")
        case .repeatedRow(let table): Sentence("export.restore.repeatedRow", ["table": .text(table)])
        case .unknownReference(let table, let column):
            Sentence("export.restore.unknownReference", ["table": .text(table), "column": .text(column)])
        case .bytesMissing: Sentence("export.restore.bytesMissing")
        case .otherChecklist: Sentence("export.restore.otherChecklist")
        case .noRecord: Sentence("export.restore.noRecord")
        }
    }
}
