import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

/// The pages that a person begins to read a bag with.
@Suite("The index pages of a bag")
struct IndexPageTests {
    private func stage() async throws -> PaperStage {
        try await PaperStage(
            PaperStage.pinned("E01", ["directives-d"]) + "," + PaperStage.pinned("E02", ["directives-c"], to: "D02"),
            title: "Sensors <script>alert(1)</script> & more")
    }

    private func links(_ page: String) -> [String] {
        page.matches(of: /href="([^"]*)"/).map { String($0.1) }
    }

    @Test("link to every piece and every paper, relatively", arguments: Language.allCases)
    func links(_ language: Language) async throws {
        let stage = try await stage()
        try await stage.attach("operating-invoice", .invoice("1", "2025-01-01", 120_000))
        try await stage.attach("payment-proof", .proof("1"))
        let rows = try await stage.rows().map(\.row)
        let papers = try await stage.papers()
        let page = try #require(papers["data/index_\(language.rawValue).html"])
        let links = links(page)
        for row in rows { #expect(links.contains(String(row.file.dropFirst("data/".count)))) }
        for link in links where !link.hasPrefix("#") && !link.hasPrefix("index_") {
            #expect(!link.contains("..") && !link.contains(":") && !link.hasPrefix("/"))
        }
        for link in links.filter({ $0.hasPrefix("#") }) { #expect(page.contains("id=\"\(link.dropFirst())\"")) }
        let ours = links.filter { $0.hasPrefix("inventory") || $0.hasPrefix("recon") || $0.contains("models_") }
        #expect(ours.count == 5)
        for link in ours { #expect(papers["data/\(link)"] != nil, "\(link)") }
        #expect(!page.contains("<script") && page.contains("&lt;script&gt;"))
        #expect(page.contains(Money.text(120_000, "EUR", in: language)))
        #expect(page.contains("41"))
    }

    @Test("show names from outside as they are, and harmless")
    func hostileNames() async throws {
        let stage = try await stage()
        let name = "<img src=x onerror=alert(1)> \"é\" \u{202e}fdp.exe\u{0007}"
        try await stage.attach("operating-invoice", .invoice(name, "2025-01-01", 1, supplier: name), named: name)
        for (path, text) in try await stage.papers() where path.hasSuffix(".html") {
            #expect(!text.contains("<img") && !text.unicodeScalars.contains("\u{202e}"), "\(path)")
            guard path.contains("index") else { continue }
            #expect(text.contains("&lt;img src=x onerror=alert(1)&gt; &quot;é&quot; \\u{202e}fdp.exe"), "\(path)")
        }
    }

    @Test("lead to other volumes")
    func volumes() async throws {
        let stage = try await stage()
        try await stage.attach("operating-invoice", .invoice("1", "2025-01-01", 1))
        try await stage.attach("payment-proof", .proof("1"))
        let papers = try await stage.papers { _ in BagPlace(volume: 2, folder: "DV_x_v2of2") }
        let page = try #require(papers["data/index_en.html"])
        let name = "20_requirements/E01/not-submitted/2025-PAPER-01_M5_001"
        #expect(page.contains("href=\"../../DV_x_v2of2/data/\(name).pdf\""))
        #expect(page.contains("href=\"../../DV_x_v2of2/data/\(name)_paiement.pdf\""))
        let models = try #require(papers["data/30_disbursements/D01/models_en.html"])
        #expect(models.contains("href=\"../../../../DV_x_v2of2/data/\(name).pdf\""))
        #expect(table(papers["data/inventory.csv"]).map { $0["volume"] } == ["2", "2"])
    }

    @Test("tell rounds, decisions and requirements without a piece")
    func rounds() async throws {
        let stage = try await PaperStage(
            PaperStage.plain("E01") + "," + PaperStage.pinned("E02", ["directives-c"], to: "D02"))
        let document = try await stage.attach("operating-invoice", .invoice("1", "2025-01-01", 1), named: "bill.pdf")
        try await stage.vault.submit(.e01, of: PaperStage.code, reason: "all <there> is")
        _ = try await stage.agent.return(
            .e01, of: PaperStage.code, reason: "not enough", pieceReasons: [document: "page 2 is missing"])
        let page = try #require(try await stage.papers()["data/index_en.html"])
        for text in [
            "Round 1: 1 piece", "all &lt;there&gt; is", "Returned on", "not enough", "bill.pdf: page 2 is missing",
            "No pieces in this archive.", "1 of 1 pieces at journal sequence 41",
        ] { #expect(page.contains(text), "\(text)") }
    }

    @Test("say for whom they are and what they leave out", arguments: Perspective.allCases)
    func perspectives(_ perspective: Perspective) async throws {
        let stage = try await stage()
        try await stage.attach("operating-invoice", .invoice("1", "2025-01-01", 1))
        let page = try #require(try await stage.papers(.dossier, perspective)["data/index_en.html"])
        #expect(page.contains(perspective.sentence.text(in: .en)))
        #expect(page.contains("findings.json") == (perspective != .beneficiary))
    }

    @Test("link only to papers that the bag has")
    func otherProfiles() async throws {
        let stage = try await stage()
        try await stage.attach("operating-invoice", .invoice("1", "2025-01-01", 1))
        let page = try #require(try await stage.papers(.requirement(.e01))["data/index_en.html"])
        #expect(!page.contains("models_") && !page.contains("reconciliation") && page.contains("inventory.csv"))
        #expect(!page.contains("E02"))
    }
}
