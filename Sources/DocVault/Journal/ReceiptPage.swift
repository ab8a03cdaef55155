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
            "<tr><td>\(escaped(piece.name))</td><td class=\"number\">\(piece.sizeInBytes)</td>"
                + "<td><code>\(escaped(piece.digest))</code></td></tr>"
        }
        let keys = receipt.keys.compactMap { NoteVerifierKey($0)?.fingerprint }
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
            <main>
            <h1>\(told(Sentence("receipt.page.title")))</h1>
            <p>\(told(Sentence("receipt.page.introduction")))</p>
            <dl>
            <dt>\(told(Sentence("receipt.page.dossier")))</dt><dd>\(escaped(facts.dossier))</dd>
            <dt>\(told(Sentence("receipt.page.requirement")))</dt><dd>\(escaped(facts.requirement))</dd>
            <dt>\(told(Sentence("receipt.page.instant")))</dt><dd><time datetime="\(escaped(facts.instant))">\(escaped(facts.instant))</time></dd>
            <dt>\(told(Sentence("receipt.page.actor")))</dt><dd>\(escaped(facts.actor))</dd>
            <dt>\(told(Sentence("receipt.page.vault")))</dt><dd>\(escaped(receipt.origin))</dd>
            </dl>
            <h2>\(told(Sentence("receipt.page.pieces"))) (\(receipt.pieces.count))</h2>
            <table>
            <thead><tr><th scope="col">\(told(Sentence("receipt.page.name")))</th><th scope="col">\(told(Sentence("receipt.page.size")))</th><th scope="col">\(told(Sentence("receipt.page.digest")))</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            <h2>\(told(Sentence("receipt.page.proof")))</h2>
            <p>\(told(Sentence("receipt.page.proved")))</p>
            <p>\(told(Sentence("receipt.page.notProved"))) \(told(stamp))</p>
            <p>\(told(Sentence("receipt.page.fingerprint")))</p>
            \(keys.map { "<p><code>\($0)</code></p>" }.joined(separator: "\n"))
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

    private func told(_ sentence: Sentence) -> String { escaped(sentence.text(in: language)) }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    private static let style = """
        body{font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;margin:0}
        main{max-width:60rem;margin:0 auto;padding:1rem}
        h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
        dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem}dt{font-weight:600}dd{margin:0}
        table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .5rem;border-bottom:1px solid #bbb;
        vertical-align:top;overflow-wrap:anywhere}.number{text-align:right;white-space:nowrap}
        code,pre{font:13px/1.4 ui-monospace,monospace;overflow-wrap:anywhere;white-space:pre-wrap}
        @media (max-width:40rem){dl{grid-template-columns:1fr}dt{margin-top:.5rem}}
        @page{size:A4;margin:15mm}@media print{body{font-size:11pt}tr{break-inside:avoid}thead{display:table-header-group}}
        """
}
