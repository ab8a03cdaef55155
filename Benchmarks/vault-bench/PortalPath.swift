internal import DocVault
internal import Foundation

/// One thing that somebody in the portal waits for.
enum PortalPath: String, CaseIterable {
    /// What an organisation still has to hand in.
    case due
    /// One requirement with its completeness.
    case requirement
    /// A page of what waits for the agent of one programme.
    case queue
    /// Whether the bytes or the invoice of one deposit are used already.
    case lookup
    /// One deposit of known bytes and a known invoice, findings and two synchronisations of the disk included.
    case deposit

    /// Whether doing it leaves the vault as it was, so that it can be done twice.
    var changesNothing: Bool { self != .deposit }

    static let queuePage = 50

    /// Prepares one target drawn by its number, outside the timing.
    /// - Returns: The work to time, which tells how many things it found.
    func work(_ target: Int, in portal: PortalVault) async throws -> @Sendable () async throws -> Int {
        let catalog = portal.catalog
        func draw(_ limit: Int, _ salt: Int = 0) -> Int { catalog.chance(.target, 8 * target + salt, below: limit) }
        let dossier = draw(catalog.dossiers)
        switch self {
        case .due:
            let vault = try await portal.director(ofOrganisation: draw(catalog.organisations))
            let day = CivilDate(year: 2026, month: 12, day: 31)!
            return { try await vault.due(until: day).count }
        case .requirement:
            let vault = try await portal.director(ofOrganisation: catalog.coordinator(ofDossier: dossier))
            let (code, requirement) = (catalog.code(ofDossier: dossier), RequirementCode("E0\(1 + draw(4, 1))")!)
            return { try await vault.requirement(requirement, of: code).attached.count }
        case .queue:
            let vault = try await portal.agent(ofProgramme: draw(PortalCatalog.programmes))
            // One page in four is the first; the others begin early enough to be full in a small catalog as well.
            let microseconds = PortalCatalog.start + Int64(draw(Int(PortalCatalog.year / 8), 1))
            let instant = Instant(microsecondsSince1970: microseconds)
            let start: DueRequirement.QueuePosition? =
                draw(4, 2) == 0 ? nil : .init(instant, IdentifierSource(clock: SystemClock()).next())
            return { try await vault.queue(after: start, limit: Self.queuePage).items.count }
        case .lookup: return try lookup(draw, in: portal)
        case .deposit: return try await deposit(target, into: dossier, draw, in: portal)
        }
    }

    /// One time in three the bytes that everybody hands in, else those of any attachment; always its invoice.
    private func lookup(_ draw: (Int, Int) -> Int, in portal: PortalVault) throws -> @Sendable () async throws -> Int {
        let catalog = portal.catalog
        let attachment = draw(catalog.attachments, 1)
        let bytes = draw(3, 2) == 0 ? 0 : catalog.bytes(ofAttachment: attachment)
        let digest = Digest(algorithm: .sha256, bytes: catalog.digest(ofBytes: bytes))!
        let key = InvoiceKey(catalog.facts(ofAttachment: attachment))
        let requirement = Identifier<Requirement>(UUID())
        let database = portal.database
        return {
            try await database.read { connection in
                try FindingRecords.otherUses(of: digest, key: key, besides: requirement, in: connection).count
            }
        }
    }

    /// The bytes are deposited in a requirement of the model before.
    private func deposit(
        _ target: Int, into dossier: Int, _ draw: (Int, Int) -> Int, in portal: PortalVault
    ) async throws -> @Sendable () async throws -> Int {
        let (catalog, content) = (portal.catalog, Content(seed: UInt64(target)))
        let name = OriginalName("known-\(target).pdf")!
        _ = try await portal.vault.attach(
            content, named: name, to: RequirementCode("E05")!, of: PortalCatalogWriter.model, as: PieceCode("known")!)
        let facts = catalog.facts(ofAttachment: draw(catalog.attachments, 1))
        let vault = try await portal.director(ofOrganisation: catalog.coordinator(ofDossier: dossier))
        let code = catalog.code(ofDossier: dossier)
        // A name of its own, so that it is no repetition of what an earlier measurement attached.
        let again = OriginalName("again-\(UUID()).pdf")!
        return {
            let attached = try await vault.attach(
                content, named: again, to: RequirementCode("E04")!, of: code, as: PieceCode("claim")!, facts: facts)
            return attached.outcome == .attached ? 1 : 0
        }
    }
}
