import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// What people wait for takes as long in a catalog of a million attachments as in a small one: no statement behind it goes
/// along a table that grows. The statements are those that the use cases run, with what guards them.
@Suite("The plans of the statements that people wait for")
struct QueryPlanTests {
    /// Full scans that read one row and stop.
    private static let lastEvent =
        PlannedStatement(
            text: "SELECT sequence, recorded_at FROM journal_event ORDER BY sequence DESC LIMIT 1",
            plan: ["SCAN journal_event"])

    private func expectNoScan(
        _ statements: [PlannedStatement], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(!statements.isEmpty, sourceLocation: sourceLocation)
        for statement in statements where statement != Self.lastEvent {
            #expect(statement.scans == [], "\(statement.text)", sourceLocation: sourceLocation)
        }
    }

    /// The one statement that names a table.
    private func statement(
        _ statements: [PlannedStatement], _ beginning: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> PlannedStatement {
        let found = statements.filter { $0.text.contains(beginning) }
        #expect(found.count == 1, sourceLocation: sourceLocation)
        return try #require(found.first, sourceLocation: sourceLocation)
    }

    @Test("open requirements of an organisation begin with its dossiers")
    func dueForSuperUser() async throws {
        let scene = try await PlanScene()
        let director = try await scene.acting(PlanScene.director)
        let statements = try await scene.database.statements { () async throws in
            #expect(try await director.due(until: PlanScene.day).count == 1)
        }
        expectNoScan(statements)
        let due = try statement(statements, "FROM dossier_partner p")
        #expect(due.plan.first?.contains("USING COVERING INDEX dossier_partner_organisation") == true, "\(due.plan)")
    }

    @Test("open requirements of shared dossiers begin with what is shared")
    func dueForUser() async throws {
        let scene = try await PlanScene()
        let secretary = try await scene.acting(PlanScene.secretary)
        expectNoScan(
            try await scene.database.statements { () async throws in
                #expect(try await secretary.due(until: PlanScene.day).isEmpty)
            })
    }

    @Test("the list of what is due in the whole vault walks the index of due dates")
    func dueForOperator() async throws {
        let scene = try await PlanScene()
        let statements = try await scene.database.statements { () async throws in
            #expect(try await scene.vault.due(until: PlanScene.day).count == 1)
        }
        expectNoScan(statements)
        #expect(try statement(statements, "ORDER BY r.due_on, r.id LIMIT").sorts == [])
    }

    @Test("a requirement is found with its completeness")
    func requirement() async throws {
        let scene = try await PlanScene()
        let director = try await scene.acting(PlanScene.director)
        expectNoScan(
            try await scene.database.statements { () async throws in
                let matter = try await director.requirement(.e02, of: .sample)
                #expect(matter.submissions.count == 1 && !matter.attached.isEmpty && !matter.assessments.isEmpty)
            })
    }

    @Test("an agent's queue walks the index of their own programme, and sorts nothing")
    func queueOfProgramme() async throws {
        let scene = try await PlanScene()
        let agent = try await scene.acting(PlanScene.agent)
        let statements = try await scene.database.statements { () async throws in
            #expect(try await agent.queue(limit: 50).items.map(\.code) == [.e02])
        }
        expectNoScan(statements)
        let queue = try statement(statements, "r.state = 'submitted'")
        #expect(queue.sorts == [])
        #expect(
            queue.plan.first?.contains("requirement_queue (programme=? AND (submitted_at,id)>(?,?))") == true,
            "\(queue.plan)")
    }

    @Test("the queue of all programmes walks an index as well, and sorts nothing")
    func queueOfAll() async throws {
        let scene = try await PlanScene()
        let statements = try await scene.database.statements { () async throws in
            #expect(try await scene.vault.queue(limit: 50).items.map(\.code) == [.e02])
        }
        expectNoScan(statements)
        #expect(try statement(statements, "r.state = 'submitted'").sorts == [])
    }

    private static let pages: [(table: String, read: @Sendable (Vault) async throws -> Void)] = [
        ("FROM organisation", { vault in _ = try await vault.organisations(after: nil, limit: 50) }),
        ("FROM mandate m", { vault in _ = try await vault.mandates(after: nil, limit: 50) }),
        ("FROM hold", { vault in _ = try await vault.holds(after: nil, limit: 50) }),
        ("FROM disposition_case", { vault in _ = try await vault.dispositions(after: nil, limit: 50) }),
    ]

    @Test("organisations, mandates, holds and cases are read page by page from their indexes")
    func keysets() async throws {
        let scene = try await PlanScene()
        for page in Self.pages {
            let statements = try await scene.database.statements { () async throws in try await page.read(scene.vault) }
            expectNoScan(statements)
            #expect(try statement(statements, page.table).sorts == [], "\(page.table)")
        }
    }

    @Test("a deposit looks up the same bytes and the same invoice by index, and stops at twenty")
    func deposit() async throws {
        let scene = try await PlanScene()
        let director = try await scene.acting(PlanScene.director)
        let statements = try await scene.database.statements { () async throws in
            _ = try await director.attach(
                Chunks(PlanScene.bytes), named: OriginalName("again.pdf")!, to: .e01, of: .sample, as: .report,
                facts: PlanScene.facts)
        }
        expectNoScan(statements)
        for lookUp in [
            try statement(statements, "WHERE v.digest = $1 AND a.document_id"),
            try statement(statements, "WHERE a.invoice_key = $1"),
        ] {
            #expect(lookUp.sorts == [])
            #expect(lookUp.text.contains("LIMIT 20"))
        }
        #expect(try await scene.vault.findings().count == 1)
    }

    private static let walking: [SQLStatement] = [
        "SELECT id FROM attachment WHERE supplier = 'somebody'",
        "SELECT COUNT(*) AS count FROM requirement",
        "SELECT d.code FROM dossier d JOIN requirement r ON r.dossier_id = d.id WHERE r.type = 'claim'",
        "SELECT id FROM document WHERE id IN (SELECT document_id FROM document_version WHERE original_name = 'x')",
        "SELECT code FROM dossier ORDER BY code",
    ]

    @Test("a statement that walks a table is noticed", arguments: walking)
    func noticed(_ statement: SQLStatement) async throws {
        let database = try PlannedDatabase()
        let statements = try await database.statements { () async throws in
            _ = try await database.read { try $0.rows(of: statement) }
        }
        #expect(statements.map(\.scans.count) == [1])
    }
}

/// The sample dossier with a director and a secretary of its coordinator and an agent of its programme; E02 is submitted.
struct PlanScene {
    static let director = EmailAddress("director@institute.example")!
    static let secretary = EmailAddress("secretary@institute.example")!
    static let agent = EmailAddress("agent@agency.example")!
    static let day = CivilDate("2030-01-01")!
    static let bytes = sampleBytes(100)
    static let facts = InvoiceFacts(number: "F-1", supplierNumber: "0444.555.651")
    private static let institute = EnterpriseNumber("0987.654.394")!

    let database: PlannedDatabase
    /// The vault for acts of somebody with a shell.
    let vault: Vault

    init() async throws {
        database = try PlannedDatabase()
        let clock = FixedClock()
        let made = try await Vault.sample(
            blobs: InMemoryBlobStore(), database: database, clock: clock, scratch: FilePath("/tmp"),
            BlockingExecutor(width: 2))
        vault = made.acting(as: ActContext(operator: "root", request: IdentifierSource(clock: clock).next()))
        try await vault.registerOrganisation(Self.institute, representative: .named(Self.director, 1))
        try await acting(Self.director).createContact(.named(Self.secretary, 2), of: Self.institute, access: .user)
        try await vault.appointStaff(.new(.named(Self.agent, 3)), as: .agent(programme: "TEST"))
        _ = try await acting(Self.director).attach(
            Chunks(Self.bytes), named: OriginalName("report.pdf")!, to: .e02, of: .sample, as: .report,
            facts: Self.facts)
        _ = try await acting(Self.director).submit(.e02, of: .sample, reason: "it is all there is")
    }

    func acting(_ email: EmailAddress) async throws -> Vault { try await vault.acting(as: email, through: "root") }
}
