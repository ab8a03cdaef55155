import DocVault
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import SystemPackage
import VaultTestSupport

@testable import DocVault
@testable import VaultHTTP

/// The service over a vault in a folder, with the sample dossier and one of each kind of person. Requests are answered in
/// memory, as whoever a test says: neither a network nor a sign-in is in the way.
struct ServiceStage: Sendable {
    /// Who asks.
    enum Caller: String, CaseIterable, Sendable {
        /// The super user of the institute that coordinates the sample dossier; two of its users that the dossier is shared
        /// with.
        case director, editor, viewer
        /// The agency: the agent of the dossier's programme, one of another programme, and the others.
        case agent, otherAgent, recordsManager, administrator
        /// With a mandate over the dossier.
        case auditor
        /// The super user of a company that has nothing to do with the dossier.
        case outsider
        case nobody

        var email: EmailAddress {
            EmailAddress("\(rawValue)@\(rawValue == "outsider" ? "company" : "people").example")!
        }
        var organisation: EnterpriseNumber? {
            switch self {
            case .director, .editor, .viewer: ServiceStage.institute
            case .outsider: ServiceStage.company
            default: nil
            }
        }

        /// Those who may read the sample dossier, and those who may not.
        static let readers: [Caller] = [.director, .editor, .viewer, .agent, .recordsManager, .auditor]
        static let strangers: [Caller] = [.otherAgent, .administrator, .outsider]
    }

    static let institute = EnterpriseNumber("0987.654.394")!
    static let company = EnterpriseNumber("0444.555.651")!
    static let dossier = "/api/v1/dossiers/\(SampleDossier.code)"
    static let code = DossierCode(SampleDossier.code)!

    let clock: FixedClock
    /// The vault for acts of somebody with a shell.
    let owner: Vault
    private let responder: RouterResponder<VaultRequestContext>
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// The settings of a service that a test does not change.
    static let usual = ServiceSettings(address: VaultHTTP.BindAddress("127.0.0.1:0")!)

    private init(in directory: FilePath, _ settings: ServiceSettings) async throws {
        clock = FixedClock()
        let folder = directory.appending("vault")
        try await VaultFolder.create(at: folder, clock: clock)
        let vault = try Vault.open(
            VaultFolder(opening: folder), clock: clock, executor: BlockingExecutor(width: 4)
        ).signingIn(
            at: SignInDesk(
                passwords: PasswordHasher(cost: ScryptCost(logN: 4, blockSize: 8, parallelization: 1)!)))
        owner = vault.acting(as: ActContext(operator: "root", request: IdentifierSource(clock: clock).next()))
        let service = VaultService(
            vault: vault, settings: settings, metrics: ServiceMetrics(), logger: logger)
        responder = VaultRouter.router(of: service).buildResponder()
        try await people()
    }

    static func lend(
        settings: ServiceSettings = usual, _ body: (ServiceStage) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { directory in try await body(ServiceStage(in: directory, settings)) }
    }

    private func people() async throws {
        _ = try await owner.importDossier(DossierDescription(json: SampleDossier.json))
        try await owner.registerOrganisation(Self.institute, representative: .sample(.director, 1))
        try await owner.registerOrganisation(
            Self.company, names: LocalizedText([.en: "A fictional company"]), representative: .sample(.outsider, 2))
        let director = try await vault(of: .director)
        for (caller, role) in [(Caller.editor, ContactRole.Kind.editor), (.viewer, .viewer)] {
            _ = try await director.createContact(
                .sample(caller, role == .editor ? 3 : 4), of: Self.institute, access: .user)
            _ = try await director.shareDossier(Self.code, with: caller.email, at: Self.institute, as: role)
        }
        for (number, (caller, position)) in [
            (Caller.agent, StaffPosition.agent(programme: "TEST")), (.otherAgent, .agent(programme: "OTHER")),
            (.recordsManager, .recordsManager), (.administrator, .administrator),
        ].enumerated() {
            _ = try await owner.appointStaff(.new(.sample(caller, 5 + number)), as: position)
        }
        _ = try await owner.grantMandate(
            MandateCode("M-1")!, to: .new(.sample(.auditor, 9)), over: .dossier(Self.code), purpose: "a test",
            from: clock.now(), to: Instant("2027-12-31")!)
    }

    /// The vault for acts of a person.
    func vault(of caller: Caller) async throws -> Vault {
        try await owner.acting(as: caller.email, for: caller.organisation, through: "root")
    }

    private func signedIn(_ caller: Caller) async throws -> SignedIn? {
        guard caller != .nobody else { return nil }
        let vault = try await vault(of: caller)
        let token = AccessToken(
            id: IdentifierSource(clock: clock).next(), name: "test", scope: .write, organisation: nil,
            createdAt: clock.now(), expiresAt: Instant("2027-12-31")!, usedAt: nil, revokedAt: nil)
        return SignedIn(
            vault: vault, person: try await vault.places(of: caller.email).person, organisation: caller.organisation,
            means: .token(token))
    }

    /// Sends a request, and reads all of its answer.
    /// - Parameter body: JSON.
    func send(
        _ method: HTTPRequest.Method, _ path: String, as caller: Caller, _ body: String? = nil,
        headers: HTTPFields = [:]
    ) async throws -> Reply {
        // Each request has an instant of its own.
        clock.advance(bySeconds: 1)
        var headers = headers
        let bytes = ByteBuffer(string: body ?? "")
        if body != nil {
            if headers[.contentType] == nil { headers[.contentType] = "application/json" }
            headers[.contentLength] = "\(bytes.readableBytes)"
        }
        let head = HTTPRequest(
            method: method, scheme: "http", authority: "vault.example", path: path, headerFields: headers)
        var context = VaultRequestContext(
            source: ApplicationRequestContextSource(channel: NIOAsyncTestingChannel(), logger: logger))
        context.signedIn = try await signedIn(caller)
        let response = try await responder.respond(
            to: Request(head: head, body: RequestBody(buffer: bytes)), context: context)
        return try await Reply(response)
    }

    func get(_ path: String, as caller: Caller, headers: HTTPFields = [:]) async throws -> Reply {
        try await send(.get, path, as: caller, headers: headers)
    }

    /// Attaches one made-up document to a requirement of the sample dossier.
    @discardableResult
    func attach(
        _ content: String = "some proof", named name: String = "proof.txt", as piece: String = "report",
        to requirement: String = "E01"
    ) async throws -> Document.ID {
        clock.advance(bySeconds: 1)
        return try await vault(of: .director).attach(
            Chunks([Array(content.utf8)]), named: OriginalName(name)!, to: RequirementCode(requirement)!,
            of: Self.code, as: PieceCode(piece)!
        ).document
    }

    /// Adds a dossier like the sample.
    func addDossier(_ code: String, programme: String = "TEST", state: String = "granted") async throws {
        let json = String(decoding: SampleDossier.json, as: UTF8.self)
            .replacing(SampleDossier.code, with: code).replacing(#""TEST""#, with: "\"\(programme)\"")
            .replacing(#""state": "granted""#, with: #""state": "\#(state)""#)
        _ = try await owner.importDossier(DossierDescription(json: Array(json.utf8)))
    }

    /// Reads a list to its end, page by page.
    /// - Parameter meanwhile: Done after each page.
    func walk(
        _ path: String, as caller: Caller, limit: Int, meanwhile: (Int) async throws -> Void = { _ in }
    ) async throws -> [JSON] {
        var items: [JSON] = []
        var (cursor, number) = ("", 0)
        repeat {
            let mark = path.contains("?") ? "&" : "?"
            let reply = try await get(
                "\(path)\(mark)limit=\(limit)\(cursor.isEmpty ? "" : "&after=\(cursor)")", as: caller)
            guard reply.status == 200, let page = reply.json?["items"]?.list, page.count <= limit else {
                throw UnexpectedReply(reply: reply)
            }
            items += page
            cursor = reply.json?["next"]?.text ?? ""
            number += 1
            try await meanwhile(number)
        } while !cursor.isEmpty
        return items
    }
}

/// An answer that a test cannot go on from.
struct UnexpectedReply: Error {
    let reply: Reply
}

extension NewPerson {
    /// Somebody made up. The national number is that of nobody: the month of birth is 99.
    static func sample(_ caller: ServiceStage.Caller, _ serial: Int) throws -> NewPerson {
        let nine = 709_900_000 + serial
        let check = 97 - nine % 97
        return try NewPerson(
            email: caller.email, givenName: caller.rawValue, familyName: "Exemple", language: .en,
            nationalNumber: NationalNumber("\(nine)" + (check < 10 ? "0\(check)" : "\(check)")))
    }
}
