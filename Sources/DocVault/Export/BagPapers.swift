internal import SystemPackage

/// All papers of a bag: the one place that says which there are.
enum BagPapers {
    /// Those that are written from the rows of the inventory, or from what is known of the dossier.
    static func writers(about subject: BagSubject, scratch: FilePath) throws -> [any BagPaperWriter] {
        var writers: [any BagPaperWriter] = [
            try InventoryPapers(subject, scratch: scratch), try ReconciliationPaper(subject, scratch: scratch),
            try ModelPapers(subject, scratch: scratch), try RecordPapers(subject, scratch: scratch),
            try PremisPaper(subject, scratch: scratch),
        ]
        for language in Language.allCases { writers.append(try IndexPages(subject, language, scratch: scratch)) }
        return writers
    }

    /// Those at the top of the bag, which tell of the bag as a whole.
    static func tagPapers(
        about subject: BagSubject, _ totals: BagTotals, sealFingerprint: String, journalFingerprint: String
    ) throws -> [BagPaper] {
        let papers = TagPapers(
            subject: subject, totals: totals, sealFingerprint: sealFingerprint, journalFingerprint: journalFingerprint)
        return try papers.texts().map { BagPaper(path: $0.path, content: try Spool($0.text)) }
    }
}
