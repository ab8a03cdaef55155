internal import ArgumentParser
internal import DocVault
internal import SystemPackage
internal import VaultHTTP

struct AttachCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attach", abstract: "Attach files, and the files in folders, to a requirement as proof.",
        discussion: "A file is named in the answer when it is safe on disk. Running it again attaches nothing twice.")

    @Argument(help: "Files and folders.", completion: .file())
    var paths: [String]

    @Option(help: "The dossier's code.")
    var dossier: DossierCode

    @Option(help: "The requirement's code.")
    var requirement: RequirementCode

    @Option(help: "What the files are; `vault requirement list` names what is asked for.")
    var piece: PieceCode

    @Option(help: "Write the receipt of what was attached to this folder.", completion: .directory)
    var receipt: String?

    @OptionGroup(title: "Facts of an invoice") var facts: FactOptions
    @OptionGroup var options: VaultOptions

    func run() async throws {
        let vault = try await options.open()
        let walk = FolderWalk(paths.map { FilePath(argument: $0) })
        let facts = try facts.facts
        let bar = ProgressBar(Sentence("command.attach.progress"), in: .files)
        // Counted first only where somebody watches: a bar without an end tells nothing.
        let total = bar.isVisible ? Int64(walk.reduce(0) { count, _ in count + 1 }) : 0
        var summary = AttachSummary()
        let deposit = try await vault.attach(walk, to: requirement, of: dossier, as: piece, facts: facts) { file in
            summary.add(file)
            try show(file, bar)
            bar.show(Int64(summary.fileCount), of: total)
        }
        bar.clear()
        await VaultOptions.publish(vault)
        if let receipt { try await write(receipt, for: deposit, of: vault) }
        if options.json {
            var object = summary.json
            object["deposit"] = .describing(deposit)
            try Terminal.print(object.text)
        } else {
            try Terminal.print(
                Sentence(
                    "command.attach.result",
                    [
                        "requirement": .text("\(requirement)"), "dossier": .text("\(dossier)"),
                        "summary": summary.told,
                    ]))
        }
        if summary.failedCount > 0 { throw ExitCode(65) }
    }

    private func write(_ receipt: String, for deposit: Deposit.ID?, of vault: Vault) async throws {
        guard let deposit else {
            return Terminal.warn(Sentence("command.attach.noNewReceipt"))
        }
        try await vault.writeReceipt(for: deposit, to: FilePath(argument: receipt))
        Terminal.say(
            Sentence("command.attach.receipt", ["deposit": .text("\(deposit)"), "folder": .quoted(receipt)]))
    }

    private func show(_ file: FileAttachment, _ bar: ProgressBar) throws {
        switch file.result {
        case .success(let attached):
            if attached.blob.sizeInBytes == 0, attached.outcome == .attached {
                bar.clear()
                Terminal.warn(Sentence("command.attach.empty", ["name": .quoted(file.path.string)]))
            }
            if options.json { try Terminal.print(attached.json(path: file.path.string).text) }
        case .failure(let error):
            bar.clear()
            Terminal.report(error)
            if options.json {
                var object = JSONObject()
                object["file"] = .text(file.path.string)
                object["error"] = .text(error.message(in: Terminal.language))
                try Terminal.print(object.text)
            }
        }
    }
}

/// The facts of an invoice, as options.
struct FactOptions: ParsableArguments {
    @Option(help: "The invoice's number.")
    var invoiceNumber: String?

    @Option(help: "The invoice's date, YYYY-MM-DD.")
    var invoiceDate: CivilDate?

    @Option(help: "The supplier's name.")
    var supplier: String?

    @Option(help: "The supplier's enterprise or VAT number.")
    var supplierNumber: String?

    @Option(help: "The enterprise number that the invoice is made out to.")
    var addressee: EnterpriseNumber?

    @Option(help: "The amount, as 1200.50.")
    var amount: String?

    @Option(help: "The currency of the amount.")
    var currency = "EUR"

    @Option(help: "Whether the amount has the VAT in it: included or excluded.")
    var vat: InvoiceFacts.VAT?

    @Option(help: "The day of payment, YYYY-MM-DD.")
    var paidOn: CivilDate?

    @Option(help: "Months that it is written off over: 36 for computers, 60 for scientific equipment.")
    var depreciationMonths: Int?

    @Option(help: "How much of its use is the project's, 1 to 100 percent.")
    var usePercent: Int?

    var facts: InvoiceFacts {
        get throws {
            let money = try amount.map { text in
                guard let money = Money(decimal: text, currency: currency) else {
                    throw ValidationError(Sentence("command.attach.amount"))
                }
                return money
            }
            return InvoiceFacts(
                number: invoiceNumber, date: invoiceDate, supplier: supplier, supplierNumber: supplierNumber,
                addresseeNumber: addressee, amount: money, vat: vat, paidOn: paidOn,
                depreciationMonths: depreciationMonths, usePercent: usePercent)
        }
    }
}

/// What attaching came to in all.
struct AttachSummary {
    private(set) var fileCount = 0
    private(set) var failedCount = 0
    private var attachedCount = 0
    private var knownCount = 0
    private var changedCount = 0
    private var storedCount = 0
    private var storedBytes: Int64 = 0
    private var repairedCount = 0
    /// A person is not told what the vault held before.
    private var isStorageKnown = true

    mutating func add(_ file: FileAttachment) {
        fileCount += 1
        guard case .success(let attached) = file.result else {
            failedCount += 1
            return
        }
        switch attached.outcome {
        case .attached: attachedCount += 1
        case .alreadyAttached: knownCount += 1
        case .factsChanged: changedCount += 1
        }
        switch attached.storage {
        case .stored:
            storedCount += 1
            storedBytes += attached.blob.sizeInBytes
        case .alreadyPresent: break
        case .replacedDamaged: repairedCount += 1
        case nil: isStorageKnown = false
        }
    }

    /// The summary as it stands in a sentence.
    var told: SentenceValue {
        var parts = [
            Sentence("command.attach.attached", ["attached": .number(attachedCount), "files": .number(fileCount)])
        ]
        if knownCount > 0 { parts.append(Sentence("command.attach.known", ["count": .number(knownCount)])) }
        if changedCount > 0 { parts.append(Sentence("command.attach.changed", ["count": .number(changedCount)])) }
        if failedCount > 0 { parts.append(Sentence("command.attach.failed", ["count": .number(failedCount)])) }
        guard isStorageKnown else { return .list(parts.map(SentenceValue.sentence), separator: ", ") }
        parts.append(
            storedCount == 0
                ? Sentence("command.attach.nothingStored")
                : Sentence("command.attach.stored", ["count": .number(storedCount), "size": .size(storedBytes)]))
        if repairedCount > 0 {
            parts.append(Sentence("command.attach.repaired", ["count": .number(repairedCount)]))
        }
        return .list(parts.map(SentenceValue.sentence), separator: ", ")
    }

    var json: JSONObject {
        var object = JSONObject()
        object["files"] = .integer(fileCount)
        object["attached"] = .integer(attachedCount)
        object["alreadyAttached"] = .integer(knownCount)
        object["factsChanged"] = .integer(changedCount)
        object["failed"] = .integer(failedCount)
        guard isStorageKnown else { return object }
        object["stored"] = .integer(storedCount)
        object["storedBytes"] = .integer(storedBytes)
        object["replacedDamaged"] = .integer(repairedCount)
        return object
    }
}
