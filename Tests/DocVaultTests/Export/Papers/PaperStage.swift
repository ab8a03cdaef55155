import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// A vault in memory with one dossier, and the papers that a bag of it would have.
struct PaperStage {
    static let code = DossierCode("2025-PAPER-01")!
    static let agent = EmailAddress("agent@agency.example")!

    let clock = FixedClock()
    let vault: Vault
    /// Who decides: nobody decides on what they submitted.
    let agent: Vault

    /// - Parameter requirements: The requirements of the description, in JSON.
    init(
        _ requirements: String, regimes: String = "\"regional\"", title: String = "Sensors",
        disbursements: String = Self.disbursements
    ) async throws {
        let made = Vault(
            blobs: InMemoryBlobStore(), database: try SQLiteDatabase.inMemory(), clock: clock,
            executor: BlockingExecutor(width: 2), scratch: FilePath("/tmp"))
        vault = made.acting(as: ActContext(operator: "root", request: IdentifierSource(clock: clock).next()))
        let json = """
            {"format": "docvault-dossier/1",
             "dossier": {"code": "\(Self.code)", "title": {"en": "\(title)"}, "programme": "TEST",
               "regimes": [\(regimes)], "state": "granted",
               "projectPeriod": {"from": "2025-01-01", "to": "2026-12-31"}},
             "organisations": [{"enterpriseNumber": "0987.654.394", "names": {"en": "An institute"}, "role": "coordinator"}],
             "award": {"decreeNumber": "T-1", "decreeDate": "2024-12-01", "endDate": "2026-12-31",
               "amount": {"cents": 10000000, "currency": "EUR"}},
             "disbursements": [\(disbursements)],
             "requirements": [\(requirements)]}
            """
        _ = try await vault.importDossier(DossierDescription(json: Array(json.utf8)))
        try await vault.appointStaff(.new(.named(Self.agent, 13)), as: .agent(programme: "TEST"))
        agent = try await vault.acting(as: Self.agent, through: "root")
    }

    static let disbursements = """
        {"code": "D01", "kind": "interim", "period": {"from": "2025-01-01", "to": "2025-12-31"},
         "amount": {"cents": 5000000, "currency": "EUR"}},
        {"code": "D02", "kind": "balance", "period": {"from": "2026-01-01", "to": "2026-12-31"},
         "amount": {"cents": 5000000, "currency": "EUR"}}
        """

    /// A requirement that is pinned to checklists.
    static func pinned(
        _ code: String, _ checklists: [String], type: String = "financial", to disbursement: String = "D01"
    )
        -> String
    {
        """
        {"code": "\(code)", "disbursement": "\(disbursement)", "type": "\(type)", "title": {"en": "Costs"},
         "dueDate": "2026-02-28", "checklists": [\(checklists.map { "\"\($0)\"" }.joined(separator: ", "))]}
        """
    }

    /// A requirement that asks for invoices of operating costs in its own words: nothing hinders its submission.
    static func plain(_ code: String, to disbursement: String = "D01") -> String {
        """
        {"code": "\(code)", "disbursement": "\(disbursement)", "type": "financial", "title": {"en": "Costs"},
         "dueDate": "2026-12-31",
         "pieces": [{"code": "operating-invoice", "label": {"en": "Invoice"}, "heading": "d"}]}
        """
    }

    @discardableResult
    func attach(
        _ piece: String, _ facts: InvoiceFacts = .none, named name: String = "paper.pdf", content: String? = nil,
        to requirement: String = "E01"
    ) async throws -> Document.ID {
        let bytes = Array((content ?? UUID().uuidString).utf8)
        return try await vault.attach(
            Chunks([bytes]), named: OriginalName(name)!, to: RequirementCode(requirement)!, of: Self.code,
            as: PieceCode(piece)!, facts: facts
        ).document
    }

    /// The rows in scope, each with whether it is the first that uses its file.
    func rows(
        _ scope: ExportScope = .dossier, place: @escaping @Sendable (BlobDescriptor) -> BagPlace? = { _ in nil }
    ) async throws -> [(row: InventoryRow, isFirstUse: Bool)] {
        let found = Found()
        try await read { connection, id in
            try InventoryRecords.forEachRow(of: id, Self.code, scope, connection, place: place) { row, isFirstUse in
                found.rows.append((row, isFirstUse))
            }
        }
        return found.rows
    }

    /// The papers of a bag, by their paths.
    func papers(
        _ scope: ExportScope = .dossier, _ perspective: Perspective = .agency,
        place: @escaping @Sendable (BlobDescriptor) -> BagPlace? = { _ in nil }
    ) async throws -> [String: String] {
        let found = Found()
        try await read { connection, id in
            let scratch = FilePath("/tmp")
            let subject = try BagSubject.read(
                ExportRequest(Self.code, scope: scope, perspective: perspective), dossier: id, sequence: 41,
                origin: "docvault/test", at: Instant("2026-11-21T09:30:00Z")!, connection)
            var writers: [any BagPaperWriter] = [
                try InventoryPapers(subject, scratch: scratch), try ReconciliationPaper(subject, scratch: scratch),
                try ModelPapers(subject, scratch: scratch),
            ]
            for language in Language.allCases {
                writers.append(try IndexPages(subject, language, scratch: scratch))
            }
            try InventoryRecords.forEachRow(of: id, Self.code, scope, connection, place: place) { row, _ in
                for index in writers.indices { try writers[index].take(row) }
            }
            for index in writers.indices {
                for paper in try writers[index].finish() {
                    var bytes: [UInt8] = []
                    try paper.content.forEachChunk { bytes += $0 }
                    #expect(found.papers.updateValue(String(decoding: bytes, as: UTF8.self), forKey: paper.path) == nil)
                }
            }
        }
        return found.papers
    }

    private func read(_ body: @escaping @Sendable (any SQLConnection, Dossier.ID) throws -> Void) async throws {
        try await vault.database.view(.readJournal, by: vault.context) { connection, _ in
            try body(connection, try DossierRecords.require(Self.code, in: connection))
        }
    }

    /// What one read found; the body of a transaction runs once here.
    private final class Found: @unchecked Sendable {
        var rows: [(row: InventoryRow, isFirstUse: Bool)] = []
        var papers: [String: String] = [:]
    }
}

extension InvoiceFacts {
    /// The facts of an invoice for a test.
    static func invoice(
        _ number: String, _ date: String?, _ cents: Int64?, supplier: String = "Supplier",
        supplierNumber: String? = nil,
        currency: String = "EUR", months: Int? = nil, use: Int? = nil
    ) -> InvoiceFacts {
        InvoiceFacts(
            number: number, date: date.flatMap { CivilDate($0) }, supplier: supplier, supplierNumber: supplierNumber,
            amount: cents.flatMap { Money(cents: $0, currency: currency) }, vat: .excluded, depreciationMonths: months,
            usePercent: use)
    }

    /// A proof of payment of invoices.
    static func proof(_ numbers: String) -> InvoiceFacts { InvoiceFacts(number: numbers) }
}

/// A table in CSV, as a spreadsheet would see it: for texts without quotes and line ends.
func table(_ csv: String?) -> [[String: String]] {
    let lines = (csv ?? "").components(separatedBy: "\r\n").filter { !$0.isEmpty }
        .map { $0.components(separatedBy: ",") }
    guard let head = lines.first else { return [] }
    return lines.dropFirst().map { cells in Dictionary(zip(head, cells)) { first, _ in first } }
}
