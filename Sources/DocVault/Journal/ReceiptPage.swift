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
                + "<td class=\"number\">\(PrintedPage.grouped(piece.sizeInBytes))</td></tr>"
        }
        let body = """
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
            \(try page.proof(of: receipt))
            """
        return page.html(title: Sentence("receipt.page.title"), of: facts.dossier, body)
    }

    private var page: PrintedPage { PrintedPage(name: "receipt", language: language) }
    private func told(_ sentence: Sentence) -> String { page.told(sentence) }
    private func escaped(_ text: String) -> String { page.escaped(text) }
    private func readable(_ instant: String) -> String { page.readable(instant) }

    private func facts() throws -> Facts {
        guard case .object(let event) = try CanonicalJSON(canonical: Array(receipt.event.utf8)),
            case .object(let after)? = event["after"], case .object(let actor)? = event["actor"]
        else { throw ReceiptFlaw.eventDiffers }
        return Facts(
            dossier: after["dossier"]?.text ?? "", requirement: after["requirement"]?.text ?? "",
            instant: event["instant"]?.text ?? "", actor: actor["name"]?.text ?? "")
    }
}
