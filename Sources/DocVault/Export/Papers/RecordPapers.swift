internal import SystemPackage

/// What was granted, asked, submitted, decided, paid and is kept: the files for programs beside the pages for people. Their
/// members are described in `docs/formats/bag-papers.md`.
struct RecordPapers: BagPaperWriter {
    private let subject: BagSubject
    private let scratch: FilePath
    private var retention: RetentionPaper

    init(_ subject: BagSubject, scratch: FilePath) throws {
        (self.subject, self.scratch) = (subject, scratch)
        retention = try RetentionPaper(subject, scratch: scratch)
    }

    mutating func take(_ row: InventoryRow) throws { try retention.take(row) }

    mutating func finish() throws -> [BagPaper] {
        var papers = [try paper("data/10_award/award.json", subject.awardRecord)]
        for requirement in subject.requirements {
            let code = requirement.requirement.code
            papers.append(
                try paper("data/20_requirements/\(code)/requirement.json", subject.record(of: requirement)))
        }
        for disbursement in subject.disbursements {
            let code = disbursement.disbursement.code
            papers.append(
                try paper("data/30_disbursements/\(code)/disbursement.json", subject.record(of: disbursement)))
        }
        papers.append(try paper("data/40_decisions/decisions.json", subject.decisionsRecord))
        if let findings = subject.findingsRecord {
            papers.append(try paper("data/40_decisions/findings.json", findings))
        }
        return try papers + retention.finish()
    }

    private func paper(_ path: String, _ json: CanonicalJSON) throws -> BagPaper {
        try BagPaper(path, json.readableText() + "\n", scratch: scratch)
    }
}

extension BagPaper {
    /// A paper of a text that is at hand whole.
    init(_ path: String, _ text: String, scratch: FilePath) throws(VaultError) {
        var spool = try SpoolWriter(in: scratch)
        try spool.write(text)
        self.init(path: path, content: try spool.finish())
    }
}
