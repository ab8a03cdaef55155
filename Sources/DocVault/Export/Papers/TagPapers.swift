/// The papers at the top of a bag, which tell of the bag as a whole and are in every volume: three READMEs, `verify.sh` and
/// the BagIt profile.
struct TagPapers: Sendable {
    let subject: BagSubject
    let totals: BagTotals
    /// The SHA-256 of the certificate that seals the bag, in DER, as hexadecimal.
    let sealFingerprint: String
    /// The fingerprint of the key that signed the checkpoint; `nil` when there is no `data/60_journal`.
    let journalFingerprint: String?

    /// Each with its path, in the order of the paths.
    func texts() throws -> [(path: String, text: String)] {
        [
            ("LEESMIJ.txt", readMe(in: .nl)), ("LISEZMOI.txt", readMe(in: .fr)), ("README.txt", readMe(in: .en)),
            ("metadata/bagit-profile.json", try BagItProfilePaper.text()), ("verify.sh", VerifyScriptPaper.text),
        ]
    }

    private func readMe(in language: Language) -> String {
        ReadMeTemplate(language).text(
            with: [
                "audience": audience.text(in: language), "bag": totals.name, "counts": counts.text(in: language),
                "dossier": subject.dossier.code.text, "journalFingerprint": journalFingerprint ?? "",
                "sealFingerprint": sealFingerprint, "stateDigest": totals.stateDigest.hexadecimal,
                "title": visible(subject.dossier.title.text(in: language)),
                "volume": volume?.text(in: language) ?? "",
            ], parts: parts)
    }

    /// The parts of the text that hold for this bag.
    private var parts: Set<ReadMeTemplate.Part> {
        var parts: Set<ReadMeTemplate.Part> = []
        if totals.part == nil { parts.insert(.single) }
        guard totals.part.map({ $0.number == 1 }) ?? true else { return parts }
        parts.insert(.papers)
        if journalFingerprint != nil { parts.insert(.journal) }
        switch subject.request.scope.profile {
        case .dossier: if subject.perspective == .agency { parts.insert(.record) }
        case .requirement: break
        case .receipt: parts.insert(.receipt)
        case .sample: parts.insert(.sample)
        }
        return parts
    }

    /// How much of what is here.
    private var counts: Sentence {
        let (rows, sequence) = (SentenceValue.number(totals.rowCount), SentenceValue.number(subject.sequence))
        let code = SentenceValue.text(subject.dossier.code.text)
        let scope =
            switch subject.request.scope {
            case .dossier: Sentence("record.readme.dossier", ["dossier": code])
            case .requirement(let requirement):
                Sentence("record.readme.requirement", ["dossier": code, "requirement": .text(requirement.text)])
            case .round(let round, let requirement):
                Sentence(
                    "record.readme.round",
                    ["dossier": code, "requirement": .text(requirement.text), "round": .number(round)])
            case .sample(let sample): Sentence("record.readme.sample", ["dossier": code, "seed": .quoted(sample.seed)])
            }
        return Sentence("record.readme.counts", ["count": rows, "scope": .sentence(scope), "sequence": sequence])
    }

    private var volume: Sentence? {
        totals.part.map { part in
            Sentence(
                "record.readme.volume",
                ["number": .number(part.number), "count": .number(part.count), "group": .text(part.group)])
        }
    }

    /// For whom it was made, and what is left out for them.
    private var audience: Sentence {
        switch subject.perspective {
        case .agency: Sentence("record.readme.agency")
        case .auditor: Sentence("record.readme.auditor")
        case .beneficiary: Sentence("record.readme.beneficiary")
        }
    }
}

/// `verify.sh`: the checks of the README in one command, for a POSIX shell.
///
/// It ends with 0 when nothing is wrong, with 1 when something is, and with 2 when nothing is but `openssl` is not there to
/// check the seal.
enum VerifyScriptPaper {
    static var text: String { String(decoding: PackageResources.verify_sh, as: UTF8.self) }
}
