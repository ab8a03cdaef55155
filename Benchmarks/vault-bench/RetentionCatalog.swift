internal import DocVault
internal import Foundation
internal import SystemPackage

/// A vault with many documents under duties of several kinds, one large dossier among them, and a handful of holds.
///
/// Dossiers, facts and holds come in through the use cases; the documents' rows are written as these would have left them.
struct RetentionCatalog: Sendable {
    let seed: UInt64
    let documents: Int
    let dossiers: Int

    static let programmes = 20
    /// The dossier with a hundredth of all documents; some of them have a hold of their own.
    static let large = 0

    private var numbers: PortalCatalog { PortalCatalog(seed: seed, dossiers: dossiers) }

    func code(ofDossier number: Int) -> DossierCode { DossierCode("2026-\(100_000 + number)")! }

    func documents(ofDossier number: Int) -> Int {
        let large = documents / 100
        if number == Self.large { return large }
        let (share, rest) = (documents - large).quotientAndRemainder(dividingBy: dossiers - 1)
        return number <= rest ? share + 1 : share
    }

    /// One dossier in five is an ERDF dossier, and one of them in two waits for its last payment.
    func isERDF(_ number: Int) -> Bool { number % 5 == 2 }
    func isPaid(_ number: Int) -> Bool { number % 10 == 2 }

    /// Ends lie within fifteen years, so that some are over and most are not.
    func end(ofDossier number: Int) -> CivilDate {
        let day = numbers.chance(.instant, number, below: 15 * 12 * 28)
        return CivilDate(year: 2016 + day / (12 * 28), month: 1 + day / 28 % 12, day: 1 + day % 28)!
    }

    /// Opens the vault in a folder; makes it if it is not there or was cut short.
    func open(in folder: FilePath, say: @escaping @Sendable (String) -> Void) async throws -> Vault {
        let (path, stamp) = (folder.appending("vault-retention"), folder.appending("vault-retention.stamp"))
        let recipe = "seed \(seed), \(dossiers) dossiers, \(documents) documents, format 1\n"
        if (try? String(contentsOfFile: stamp.string, encoding: .utf8)) != recipe {
            for old in [stamp, path] where FileManager.default.fileExists(atPath: old.string) {
                try FileManager.default.removeItem(atPath: old.string)
            }
            try await make(at: path, say)
            try recipe.write(toFile: stamp.string, atomically: true, encoding: .utf8)
        }
        return try Vault.open(VaultFolder(opening: path))
    }

    private func make(at path: FilePath, _ say: @Sendable (String) -> Void) async throws {
        try await VaultFolder.create(at: path, clock: SystemClock())
        let vault = try Vault.open(VaultFolder(opening: path))
        let database = try SQLiteDatabase(file: path.appending("catalog.sqlite"))
        try await database.write { _ = try $0.execute(RetentionRows.largeCache, []) }
        var first = 0
        for number in 0..<dossiers {
            if number % 100 == 0 { say("\(number) of \(dossiers) dossiers") }
            _ = try await vault.importDossier(DossierDescription(json: Array(description(number).utf8)))
            let code = code(ofDossier: number)
            if isERDF(number), isPaid(number) {
                let day = CivilDate(year: 2020 + number % 7, month: 6, day: 1)!
                _ = try await vault.recordFact(.payment, on: day, of: code, basis: "the last payment")
            }
            let rows = RetentionRows(numbers: numbers, first: first, count: documents(ofDossier: number))
            try await database.write { try rows.write(into: code, $0) }
            first += rows.count
        }
        try await placeHolds(vault)
    }

    /// Holds over whole dossiers, over all of a programme, and over a requirement and a document of the large dossier.
    private func placeHolds(_ vault: Vault) async throws {
        let requirement = RequirementCode("E01")!
        let scopes: [LegalHold.Scope] = [
            .dossier(code(ofDossier: 3)), .dossier(code(ofDossier: 4)), .programme("P5"),
            .requirement(requirement, of: code(ofDossier: 6)),
            .document(
                Document.ID(UUID(uuid: numbers.identifier(.document, 7).withUnsafeBytes { $0.load(as: uuid_t.self) }))),
        ]
        for scope in scopes {
            _ = try await vault.placeHold(
                NewHold(over: [scope], effect: .suspend, authority: "a court", reason: "a case"))
        }
    }

    private func description(_ number: Int) -> String {
        let regimes = isERDF(number) ? "\"regional\", \"erdf2127\"" : "\"regional\""
        let organisation = numbers.enterpriseNumber(ofOrganisation: number % max(dossiers / 20, 1))
        return """
            {
              "format": "docvault-dossier/1",
              "dossier": {
                "code": "\(code(ofDossier: number))", "title": {"en": "A project"}, "programme": "P\(number % Self.programmes)",
                "regimes": [\(regimes)], "state": "\(isPaid(number) ? "closed" : "granted")",
                "projectPeriod": {"from": "2015-01-01", "to": "2016-01-01"}
              },
              "organisations": [
                {"enterpriseNumber": "\(organisation)", "names": {"en": "An institute"}, "role": "coordinator"}
              ],
              "award": {
                "decreeNumber": "B-\(number)", "decreeDate": "2014-12-01", "endDate": "\(end(ofDossier: number))",
                "amount": {"cents": 100, "currency": "EUR"}
              },
              "disbursements": [
                {"code": "D01", "kind": "balance", "period": {"from": "2015-01-01", "to": "2016-01-01"},
                 "amount": {"cents": 100, "currency": "EUR"}}
              ],
              "requirements": [
                {"code": "E01", "disbursement": "D01", "type": "financial", "title": {"en": "Costs"}, "dueDate": "2016-02-28",
                 "pieces": [{"code": "invoice", "label": {"en": "Invoice"}}]}
              ]
            }
            """
    }
}

/// The rows of the documents of one dossier, each attached to its requirement.
struct RetentionRows: Sendable {
    let numbers: PortalCatalog
    let first: Int
    let count: Int

    static let largeCache: SQLStatement = "PRAGMA cache_size = -524288"
    private static let blob: SQLStatement = "INSERT INTO blob (digest, size_in_bytes, recorded_at) VALUES ($1, $2, $3)"
    private static let document: SQLStatement = """
        INSERT INTO document (id, dossier_id, recorded_at) SELECT $1, d.id, $3 FROM dossier d WHERE d.code = $2
        """
    private static let version: SQLStatement = """
        INSERT INTO document_version (document_id, number, digest, original_name, media_type, recorded_at)
        VALUES ($1, 1, $2, 'invoice.pdf', 'application/pdf', $3)
        """
    private static let attachment: SQLStatement = """
        INSERT INTO attachment (id, requirement_id, document_id, version_number, piece_code, position, recorded_at)
        SELECT $1, r.id, $3, 1, 'invoice', $4, $5
        FROM dossier d JOIN requirement r ON r.dossier_id = d.id WHERE d.code = $2
        """

    func write(into code: DossierCode, _ connection: any SQLConnection) throws {
        let dossier = SQLValue.text(code.text)
        let now = SQLValue.integer(PortalCatalog.start)
        for number in first..<(first + count) {
            let (document, digest) = (numbers.identifier(.document, number), numbers.digest(ofBytes: number))
            try connection.execute(
                Self.blob, [.bytes(digest), .integer(Int64(20_000 + number % 40_000)), now])
            try connection.execute(Self.document, [.bytes(document), dossier, now])
            try connection.execute(Self.version, [.bytes(document), .bytes(digest), now])
            try connection.execute(
                Self.attachment,
                [
                    .bytes(numbers.identifier(.attachment, number)), dossier, .bytes(document),
                    .integer(Int64(number - first)), now,
                ])
        }
    }
}
