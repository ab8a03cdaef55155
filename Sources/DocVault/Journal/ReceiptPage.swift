/// The receipt as a page to print, in one of three languages: static, without script, with nothing fetched from elsewhere.
struct ReceiptPage {
    let receipt: Receipt
    let language: Language

    /// What the page says of the event, read from the event itself.
    private struct Facts {
        let dossier: String
        let requirement: String
        let instant: String
        let actor: String
    }

    func html() throws -> String {
        let facts = try facts()
        let rows = receipt.pieces.map { piece in
            "<tr><td>\(escaped(piece.name))<br><code>\(escaped(piece.digest))</code></td>"
                + "<td class=\"number\">\(Self.grouped(piece.sizeInBytes))</td></tr>"
        }
        let checkpoint = try TlogProof(parsing: Array(receipt.proof.utf8)).checkpoint
        let signer = receipt.keys.compactMap { PublishedKey($0) }.signer(of: checkpoint, size: 0)
        let stamp =
            receipt.timestamp == nil
            ? Sentence("receipt.page.withoutTimestamp") : Sentence("receipt.page.withTimestamp")
        return """
            <!DOCTYPE html>
            <html lang="\(language.rawValue)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>\(told(Sentence("receipt.page.title"))) \(escaped(facts.dossier))</title>
            <style>\(Self.style)</style>
            </head>
            <body>
            <nav>\(languageLinks)</nav>
            <main>
            <h1>\(told(Sentence("receipt.page.title")))</h1>
            <p>\(told(Sentence("receipt.page.introduction")))</p>
            <dl>
            <dt>\(told(Sentence("receipt.page.dossier")))</dt><dd>\(escaped(facts.dossier))</dd>
            <dt>\(told(Sentence("receipt.page.requirement")))</dt><dd>\(escaped(facts.requirement))</dd>
            <dt>\(told(Sentence("receipt.page.instant")))</dt><dd><time datetime="\(escaped(facts.instant))">\(escaped(readable(facts.instant)))</time></dd>
            <dt>\(told(Sentence("receipt.page.actor")))</dt><dd>\(escaped(facts.actor))</dd>
            <dt>\(told(Sentence("receipt.page.vault")))</dt><dd>\(escaped(receipt.origin))</dd>
            </dl>
            <h2>\(told(Sentence("receipt.page.pieces"))) (\(receipt.pieces.count))</h2>
            <table>
            <thead><tr><th scope="col">\(told(Sentence("receipt.page.name"))) · \(told(Sentence("receipt.page.digest")))</th>\
            <th scope="col" class="number">\(told(Sentence("receipt.page.size")))</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            <h2>\(told(Sentence("receipt.page.proof")))</h2>
            <p>\(told(Sentence("receipt.page.proved")))</p>
            <p>\(told(Sentence("receipt.page.notProved"))) \(told(stamp))</p>
            <p>\(told(Sentence("receipt.page.fingerprint")))</p>
            <p><code>\(signer?.key.fingerprint ?? "")</code></p>
            <pre>\(escaped(receipt.proof))</pre>
            </main>
            </body>
            </html>

            """
    }

    private func facts() throws -> Facts {
        guard case .object(let event) = try CanonicalJSON(canonical: Array(receipt.event.utf8)),
            case .object(let after)? = event["after"], case .object(let actor)? = event["actor"]
        else { throw ReceiptFlaw.eventDiffers }
        return Facts(
            dossier: after["dossier"]?.text ?? "", requirement: after["requirement"]?.text ?? "",
            instant: event["instant"]?.text ?? "", actor: actor["name"]?.text ?? "")
    }

    /// Links to the same page in the other languages, which is in a file beside it.
    private var languageLinks: String {
        Language.allCases.filter { $0 != language }.map { other in
            "<a href=\"receipt_\(other.rawValue).html\" hreflang=\"\(other.rawValue)\" lang=\"\(other.rawValue)\">"
                + "\(other.ownName)</a>"
        }.joined(separator: " ")
    }

    /// An instant without the fraction of the second and the letters that only programs need; what is no instant, as it is.
    private func readable(_ instant: String) -> String {
        instant.wholeMatch(of: /(.{10})T(.{8})\.\d{6}Z/).map { "\($0.1) \($0.2)" } ?? instant
    }

    /// A number in groups of three digits, which a narrow space that does not break keeps together.
    static func grouped(_ number: Int64) -> String {
        let digits = String(number)
        return digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index).isMultiple(of: 3) ? "\u{202f}\(digit)" : "\(digit)"
        }.joined()
    }

    private func told(_ sentence: Sentence) -> String { escaped(sentence.text(in: language)) }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
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
        th{vertical-align:bottom}
        .number{text-align:right;white-space:nowrap;padding-right:0;overflow-wrap:normal}th.number{white-space:normal}
        code,pre{font:13px/1.4 ui-monospace,monospace;white-space:pre-wrap}td code{color:#444}
        @media (max-width:40rem){dl{grid-template-columns:1fr}dt{margin-top:.5rem}}
        @page{size:A4;margin:15mm}
        @media print{body{font-size:10pt}nav{display:none}main{max-width:none;padding:0}code,pre{font-size:8.5pt}
        td{padding-top:.2rem;padding-bottom:.2rem}tr,pre,dl{break-inside:avoid}h2{break-after:avoid}
        thead{display:table-header-group}}
        """
}
