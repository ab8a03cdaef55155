/// A costed piece on a line of a model, small enough to wait in a temporary file until its model is written.
struct CostLine: Hashable {
    let number: Int
    let file: BagFile?
    let requirement: RequirementCode
    let piece: PieceCode
    let date: CivilDate?
    let invoiceNumber: String
    let supplier: String
    /// Negative for a credit note.
    let cents: Int64?
    let currency: String
    let vat: InvoiceFacts.VAT?
    let depreciationMonths: Int?
    let usePercent: Int?

    init(_ row: InventoryRow) {
        (number, file) = (row.number, row.bagFile)
        (requirement, piece) = (row.requirement, row.piece)
        (date, invoiceNumber, supplier) = (row.facts.date, row.facts.number ?? "", row.facts.supplier ?? "")
        (cents, currency, vat) = (row.signedCents, row.facts.amount?.currency ?? "", row.facts.vat)
        (depreciationMonths, usePercent) = (row.facts.depreciationMonths, row.facts.usePercent)
    }

    /// Rent is paid for the time it is for, and not written off.
    var isRent: Bool { piece.text == "rent-invoice" }

    /// What lines of one chapter are ordered by: undated ones come last.
    var order: (CivilDate, Int) { (date ?? Self.endOfTime, number) }

    private static let endOfTime = CivilDate(daysSince1970: CivilDate.lastDay)
}

extension CostLine {
    /// The line with tabs between its fields, in one line of a file.
    var written: String {
        let fields: [String?] = [
            "\(number)", file?.path, file?.place.volume.map { "\($0)" }, file?.place.folder, requirement.text,
            piece.text,
            date?.description, invoiceNumber, supplier, cents.map { "\($0)" }, currency, vat?.rawValue,
            depreciationMonths.map { "\($0)" }, usePercent.map { "\($0)" },
        ]
        return fields.map { Self.escaped($0 ?? "") }.joined(separator: "\t") + "\n"
    }

    /// Reads ``written``; `nil` for anything else.
    init?(_ line: String) {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map { Self.unescaped($0) }
        guard fields.count == 14, let number = Int(fields[0]), let requirement = RequirementCode(fields[4]),
            let piece = PieceCode(fields[5])
        else { return nil }
        (self.number, self.requirement, self.piece) = (number, requirement, piece)
        let place = BagPlace(volume: Int(fields[2]), folder: fields[3].isEmpty ? nil : fields[3])
        file = fields[1].isEmpty ? nil : BagFile(path: fields[1], place: place)
        (date, invoiceNumber, supplier) = (CivilDate(fields[6]), fields[7], fields[8])
        (cents, currency, vat) = (Int64(fields[9]), fields[10], InvoiceFacts.VAT(rawValue: fields[11]))
        (depreciationMonths, usePercent) = (Int(fields[12]), Int(fields[13]))
    }

    private static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { [0x5c, 0x09, 0x0a].contains($0) }) else { return text }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\t": escaped += "\\t"
            case "\n": escaped += "\\n"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }

    private static func unescaped(_ text: Substring) -> String {
        guard text.utf8.contains(0x5c) else { return String(text) }
        var unescaped = ""
        var isEscaped = false
        for scalar in text.unicodeScalars {
            if isEscaped {
                unescaped.unicodeScalars.append(scalar == "t" ? "\t" : scalar == "n" ? "\n" : scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else {
                unescaped.unicodeScalars.append(scalar)
            }
        }
        return unescaped
    }
}

/// What a line counts for, and why it does not.
enum CountedCost: Hashable {
    case counted(Int64, Depreciation?)
    case notCounted(Reason)

    enum Reason: String {
        case noAmount = "no amount"
        case noDate = "no date"
        case noPeriod = "period not recorded"
    }

    /// - Parameter day: The last day of the disbursement's period.
    init(_ line: CostLine, in chapter: CostChapter, project: Period, until day: CivilDate) throws(VaultError) {
        guard let cents = line.cents else {
            self = .notCounted(.noAmount)
            return
        }
        guard chapter.isDepreciated else {
            self = .counted(cents, nil)
            return
        }
        let use = line.usePercent ?? 100
        if line.isRent {
            self = .counted(try Depreciation.part(use, of: cents), nil)
            return
        }
        guard let period = line.depreciationMonths else {
            self = .notCounted(.noPeriod)
            return
        }
        guard let date = line.date else {
            self = .notCounted(.noDate)
            return
        }
        let part = Depreciation(bought: date, period: period, usePercent: use, project: project, until: day)
        self = .counted(try part.part(of: cents), part)
    }
}
