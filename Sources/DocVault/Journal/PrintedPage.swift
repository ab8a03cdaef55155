/// The frame of a page to print about something that the journal has sealed: static, without script, with nothing fetched
/// from elsewhere, readable on a narrow screen and on A4.
struct PrintedPage {
    /// What the files are called: `receipt` for `receipt_fr.html` and its sisters.
    let name: String
    let language: Language

    func html(title: Sentence, of subject: String, _ body: String) -> String {
        head(title: title, of: subject) + body + "\n" + foot
    }

    /// What a page begins with, for one that is written piece by piece.
    func head(title: Sentence, of subject: String) -> String {
        """
        <!DOCTYPE html>
        <html lang="\(language.rawValue)">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>\(told(title)) \(escaped(subject))</title>
        <style>\(Self.style)</style>
        </head>
        <body>
        <nav>\(languageLinks)</nav>
        <main>

        """
    }

    /// What it ends with.
    var foot: String { "</main>\n</body>\n</html>\n" }

    /// What is not proved, the fingerprint to compare, and the proof itself.
    func proof(
        of sealed: some SealedByJournal, saying limits: Sentence = Sentence("receipt.page.notProved")
    ) throws -> String {
        let checkpoint = try TlogProof(parsing: Array(sealed.proof.utf8)).checkpoint
        let signer = sealed.keys.compactMap { PublishedKey($0) }.signer(of: checkpoint, size: 0)
        let stamp =
            sealed.timestamp == nil
            ? Sentence("receipt.page.withoutTimestamp") : Sentence("receipt.page.withTimestamp")
        return """
            <p>\(told(limits)) \(told(stamp))</p>
            <p>\(told(Sentence("receipt.page.fingerprint")))</p>
            <p><code>\(signer?.key.fingerprint ?? "")</code></p>
            <pre>\(escaped(sealed.proof))</pre>
            """
    }

    /// Links to the same page in the other languages, which is in a file beside it.
    private var languageLinks: String {
        Language.allCases.filter { $0 != language }.map { other in
            "<a href=\"\(name)_\(other.rawValue).html\" hreflang=\"\(other.rawValue)\" lang=\"\(other.rawValue)\">"
                + "\(other.ownName)</a>"
        }.joined(separator: " ")
    }

    /// An instant without the fraction of the second and the letters that only programs need; what is no instant, as it is.
    func readable(_ instant: String) -> String {
        instant.wholeMatch(of: /(.{10})T(.{8})\.\d{6}Z/).map { "\($0.1) \($0.2)" } ?? instant
    }

    /// A number in groups of three digits, which a narrow space that does not break keeps together.
    static func grouped(_ number: Int64) -> String {
        let digits = String(number)
        return digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index).isMultiple(of: 3) ? "\u{202f}\(digit)" : "\(digit)"
        }.joined()
    }

    func told(_ sentence: Sentence) -> String { escaped(sentence.text(in: language)) }

    /// A text from outside, with what could hide itself or turn the line around made visible.
    func shown(_ outside: String) -> String { escaped(visible(outside)) }

    func escaped(_ text: String) -> String {
        // Most texts have none of these, and a page may have very many texts.
        guard text.utf8.contains(where: { [0x22, 0x26, 0x3c, 0x3e].contains($0) }) else { return text }
        return text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    private static let style = """
        body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:0;overflow-wrap:anywhere}
        main,nav{max-width:60rem;margin:0 auto;padding:0 1rem}main{padding-bottom:2rem}
        nav{padding-top:1rem;text-align:right}nav a{color:#0b4f8a;margin-left:1rem}
        h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.2rem;margin-top:2rem}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}dt{font-weight:600}dd{margin:0}
        table{border-collapse:collapse;width:100%}
        th,td{text-align:left;padding:.35rem .5rem .35rem 0;border-bottom:1px solid #bbb;vertical-align:top}
        th{vertical-align:bottom}th,td{overflow-wrap:break-word}code{overflow-wrap:anywhere}
        .number{text-align:right;white-space:nowrap;overflow-wrap:normal}th.number{white-space:normal}
        td:last-child,th:last-child{padding-right:0}
        code,pre{font:13px/1.4 ui-monospace,monospace;white-space:pre-wrap}td code{color:#444}
        .cards .number:not(:last-child){padding-right:1rem}.cards td code{white-space:nowrap}
        small{color:#444}.gone td{color:#555}
        @media (max-width:40rem){dl{grid-template-columns:1fr}dt{margin-top:.5rem}}
        @media screen and (max-width:48rem){.cards,.cards tbody,.cards tfoot,.cards tr,.cards td,.cards tbody th,.cards tfoot th
        {display:block;text-align:left;border:0;padding:.1rem 0}.cards thead{position:absolute;clip-path:inset(50%);height:1px;
        width:1px;overflow:hidden}.cards tr{border-bottom:1px solid #bbb;padding:.5rem 0}.cards .number{white-space:normal}
        .cards td[data-label]::before{content:attr(data-label) ": ";font-weight:600}}
        @page{size:A4;margin:15mm}
        @media print{body{font-size:10pt}nav{display:none}main{max-width:none;padding:0}code,pre{font-size:8.5pt}
        td{padding-top:.2rem;padding-bottom:.2rem}tr,pre,dl{break-inside:avoid}h2{break-after:avoid}
        thead{display:table-header-group}}
        """
}
