import Testing
import VaultTestSupport

@testable import DocVault

@Suite("The page of a receipt")
struct ReceiptPageTests {
    /// The receipt of a file with this name, deposited after the key was replaced once.
    private func page(_ name: String, _ language: Language) async throws -> (html: String, fingerprint: String) {
        var (html, fingerprint) = ("", "")
        try await JournalUnderTest.lend { journal in
            _ = try await journal.vault.rotateJournalKey()
            let deposit = try #require(try await journal.deposit(name))
            let receipt = try await journal.vault.receipt(for: deposit)
            html = try ReceiptPage(receipt: receipt, language: language).html()
            fingerprint = try #require(try journal.vault.journalKeys().last).fingerprint
        }
        return (html, fingerprint)
    }

    @Test("it is in one language, leads to the other two, and runs and fetches nothing", arguments: Language.allCases)
    func languages(_ language: Language) async throws {
        let html = try await page("one.txt", language).html
        #expect(html.contains("<html lang=\"\(language.rawValue)\">"))
        let links = html.matches(of: /<a href="([^"]*)" hreflang="(..)" lang="(..)">/).map { "\($0.1) \($0.2) \($0.3)" }
        let others = Language.allCases.filter { $0 != language }
        #expect(links == others.map { "receipt_\($0.rawValue).html \($0.rawValue) \($0.rawValue)" })
        for forbidden in ["<script", "http:", "https:", "src=", "url(", "@import"] {
            #expect(!html.contains(forbidden))
        }
    }

    @Test("a name cannot become a part of the page")
    func escaped() async throws {
        let html = try await page("<b>\"&amp;'.txt", .en).html
        #expect(html.contains("<td>&lt;b&gt;&quot;&amp;amp;'.txt<br><code>sha256:"))
    }

    @Test("it names the key that signed and no other, the second at which, and sizes in groups of three digits")
    func facts() async throws {
        let (html, fingerprint) = try await page("one.txt", .en)
        #expect(html.matches(of: /<p><code>([0-9a-f ]{39})<\/code><\/p>/).map { String($0.1) } == [fingerprint])
        #expect(
            html.contains("<time datetime=\"2026-11-21T09:30:00.000000Z\">2026-11-21 09:30:00</time>"))
        #expect(html.contains("<td class=\"number\">22</td>"))
        let sizes: [(Int64, String)] = [
            (0, "0"), (999, "999"), (1_000, "1\u{202f}000"), (1_234_567, "1\u{202f}234\u{202f}567"),
        ]
        for (size, text) in sizes { #expect(PrintedPage.grouped(size) == text) }
    }
}
