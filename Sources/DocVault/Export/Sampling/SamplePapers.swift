internal import SystemPackage

/// What tells of a sample, in `data/80_sample`: the rule, the population it was chosen from, and the sealed manifest of the
/// whole dossier, in which every piece of it stands.
struct SamplePapers: Sendable {
    static let folder = "data/80_sample"

    private let population: Spool
    private let selection: SampleSelection
    private let sample: Sample
    /// The chosen sample.
    let chosen: Sample

    /// Walks through the whole dossier and chooses.
    static func choose(
        _ sample: Sample, of dossier: Dossier.ID, _ request: ExportRequest, scratch: FilePath,
        _ connection: any SQLConnection
    ) throws -> SamplePapers {
        var units: [SampleSelection.Unit] = []
        var attachments: [Int: Attachment.ID] = [:]
        var proofs: [Int: [String]] = [:]
        var proofAttachments: [String: Attachment.ID] = [:]
        var csv = try SpoolWriter(in: scratch)
        try csv.write("number,digest,heading,amountCents,currency,file\r\n")
        try InventoryRecords.forEachRow(of: dossier, request.code, .dossier, connection) { row, _ in
            guard !row.file.isEmpty else { return }
            // A proof of payment is not chosen: it comes with the invoice that it pays.
            guard row.piece != .paymentProof else {
                return proofAttachments["\(row.requirement) \(row.file)"] = row.attachment
            }
            if !row.paymentProofs.isEmpty {
                proofs[row.number] = row.paymentProofs.map { "\(row.requirement) \($0.path)" }
            }
            let cents = row.facts.amount?.cents
            units.append(
                SampleSelection.Unit(
                    number: row.number, digest: row.blob.digest, heading: row.heading,
                    cents: cents.map { $0.magnitude > Int64.max.magnitude ? .max : Int64($0.magnitude) } ?? 0))
            attachments[row.number] = row.attachment
            try csv.write(
                "\(row.number),\(row.blob.digest),\(row.heading?.rawValue ?? ""),"
                    + "\(cents.map(String.init) ?? ""),\(row.facts.amount?.currency ?? ""),\(row.file)\r\n")
        }
        let selection = try SampleSelection(of: sample.size, from: units, seed: sample.seed)
        let paid = selection.numbers.flatMap { proofs[$0] ?? [] }
        let chosen = Set(
            selection.numbers.compactMap { attachments[$0] } + paid.compactMap { proofAttachments[$0] })
        return SamplePapers(
            population: try csv.finish(), selection: selection, sample: sample,
            chosen: Sample(size: sample.size, seed: sample.seed, chosen: chosen))
    }

    /// - Parameter whole: The plan of the whole dossier at the same event of the journal.
    func papers(provedBy whole: BagPlan) throws -> [BagPaper] {
        var papers = [
            BagPaper(path: "\(Self.folder)/sample.json", content: try Spool(try description(of: whole))),
            BagPaper(path: "\(Self.folder)/population.csv", content: population),
        ]
        let proofs = ["manifest-sha256.txt", "tagmanifest-sha256.txt"]
        papers += whole.head.filter { proofs.contains($0.path) || $0.path.hasPrefix("seal/") }.map {
            BagPaper(path: "\(Self.folder)/dossier/\($0.path)", content: $0.content)
        }
        return papers
    }

    private func description(of whole: BagPlan) throws -> String {
        let strata = selection.strata.map { stratum in
            CanonicalJSON.object(
                leavingOut: [
                    ("cents", .integer(stratum.cents)), ("chosen", .integer(Int64(stratum.quota))),
                    ("heading", stratum.heading.map { .string($0.rawValue) }),
                    ("pieces", .integer(Int64(stratum.unitCount))),
                ])
        }
        let json: CanonicalJSON = [
            "dossierBag": .string(whole.name), "format": "docvault-sample/1",
            "rows": .array(selection.numbers.map { .integer(Int64($0)) }), "seed": .string(sample.seed),
            "size": .integer(Int64(sample.size)), "strata": .array(strata),
        ]
        return String(decoding: try json.canonicalBytes(), as: UTF8.self) + "\n"
    }
}
