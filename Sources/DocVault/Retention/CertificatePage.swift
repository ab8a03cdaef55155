/// The certificate of a disposition as a page to print, in one of three languages.
struct CertificatePage {
    let certificate: Certificate
    let language: Language

    private var page: PrintedPage { PrintedPage(name: "certificate", language: language) }
    private func told(_ sentence: Sentence) -> String { page.told(sentence) }
    private func escaped(_ text: String?) -> String { page.escaped(text ?? "–") }

    func html() throws -> String {
        guard case .object(let event) = try CanonicalJSON(canonical: Array(certificate.event.utf8)),
            case .object(let after)? = event["after"], case .object(let actor)? = event["actor"]
        else { throw ReceiptFlaw.eventDiffers }
        let code = after["code"]?.text ?? ""
        let rows = certificate.items.map { item in
            """
            <tr><td>\(escaped(item.dossier))<br><code>\(escaped(item.document))</code><br><code>\(escaped(item.digest))</code></td>\
            <td>\(escaped(item.lastDayKept))</td><td>\(outcome(item.outcome))</td>\
            <td class="number">\(PrintedPage.grouped(item.sizeInBytes))</td></tr>
            """
        }
        var facts: [(Sentence, String)] = [
            (Sentence("retention.page.case"), escaped(code)),
            (Sentence("retention.page.action"), action(after["action"]?.text)),
            (Sentence("retention.page.instant"), escaped(event["instant"]?.text.map(page.readable))),
            (Sentence("retention.page.executedBy"), escaped(actor["name"]?.text)),
            (Sentence("retention.page.proposedBy"), escaped(after["proposedBy"]?.text)),
            (Sentence("retention.page.approvedBy"), escaped(after["approvedBy"]?.text)),
            (Sentence("retention.page.authorisation"), escaped(after["authorisation"]?.text)),
            (Sentence("retention.page.reason"), escaped(after["reason"]?.text)),
            (Sentence("retention.page.listDigest"), "<code>\(escaped(after["listDigest"]?.text))</code>"),
            (Sentence("receipt.page.vault"), escaped(certificate.origin)),
        ]
        facts += copies(after["copies"])
        let list = facts.map { "<dt>\(told($0.0))</dt><dd>\($0.1)</dd>" }.joined(separator: "\n")
        let body = """
            <h1>\(told(Sentence("retention.page.title")))</h1>
            <p>\(told(Sentence("retention.page.introduction")))</p>
            <dl>
            \(list)
            </dl>
            <h2>\(told(Sentence("retention.page.documents"))) (\(certificate.items.count))</h2>
            <table>
            <thead><tr><th scope="col">\(told(Sentence("retention.page.document")))</th>\
            <th scope="col">\(told(Sentence("retention.page.lastDay")))</th>\
            <th scope="col">\(told(Sentence("retention.page.outcome")))</th>\
            <th scope="col" class="number">\(told(Sentence("receipt.page.size")))</th></tr></thead>
            <tbody>
            \(rows.joined(separator: "\n"))
            </tbody>
            </table>
            <h2>\(told(Sentence("receipt.page.proof")))</h2>
            <p>\(told(Sentence("retention.page.proved")))</p>
            \(try page.proof(of: certificate, saying: Sentence("retention.page.notProved")))
            """
        return page.html(title: Sentence("retention.page.title"), of: code, body)
    }

    private func outcome(_ word: String) -> String {
        DispositionItem.State(rawValue: word).map { told($0.sentence) } ?? escaped(word)
    }

    private func action(_ word: String?) -> String {
        word.flatMap(DispositionCase.Action.init).map { told($0.sentence) } ?? escaped(word)
    }

    private func copies(_ copies: CanonicalJSON?) -> [(Sentence, String)] {
        guard case .array(let copies)? = copies else { return [] }
        return copies.compactMap { copy in
            guard case .object(let copy) = copy else { return nil }
            if let day = copy["goneOn"]?.text {
                return (
                    Sentence("retention.page.primary"),
                    told(Sentence("retention.page.goneOn", ["day": .text(day)]))
                )
            }
            return copy["goneBy"]?.text.map { day in
                (Sentence("retention.page.backups"), told(Sentence("retention.page.goneBy", ["day": .text(day)])))
            }
        }
    }
}

extension DispositionItem.State {
    public var sentence: Sentence {
        switch self {
        case .proposed: Sentence("retention.item.proposed")
        case .excluded: Sentence("retention.item.excluded")
        case .blocked: Sentence("retention.item.blocked")
        case .shredding: Sentence("retention.item.shredding")
        case .destroyed: Sentence("retention.item.destroyed")
        case .linkEnded: Sentence("retention.item.linkEnded")
        }
    }
}

extension DispositionCase.State {
    public var sentence: Sentence {
        switch self {
        case .proposed: Sentence("retention.case.proposed")
        case .approved: Sentence("retention.case.approved")
        case .executing: Sentence("retention.case.executing")
        case .executed: Sentence("retention.case.executed")
        case .partlyExecuted: Sentence("retention.case.partlyExecuted")
        case .cancelled: Sentence("retention.case.cancelled")
        }
    }
}

extension DispositionCase.Action {
    public var sentence: Sentence {
        switch self {
        case .destroy: Sentence("retention.action.destroy")
        case .transfer: Sentence("retention.action.transfer")
        }
    }
}
