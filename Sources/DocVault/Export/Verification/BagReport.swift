/// One thing that is not as it should be in a bag.
public struct BagProblem: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// The bytes are not those that the manifest names, or cannot be read.
        case damaged
        /// The manifest names a file that is not there.
        case missing
        /// A file that no manifest names.
        case extra
        /// A name that a bag does not use: it leads out of the bag, or stands for something that is no file.
        case unsafe
        /// A name that stands twice.
        case repeated
        /// A file that does not say what it must.
        case malformed
        /// The seal or the time stamp does not vouch for the bag.
        case unsealed
        /// The journal does not prove what it should.
        case unproved
        /// Something that the bag says of itself is not so.
        case incomplete
    }

    public let kind: Kind
    /// The path from the top of the bag; in a group of bags, from the folder of the volume.
    public internal(set) var path: String
    public let detail: Sentence?
    public let section: BagSection

    init(kind: Kind, path: String, detail: Sentence?, section: BagSection = .fixity) {
        (self.kind, self.path, self.detail, self.section) = (kind, path, detail, section)
    }

    /// One line for people.
    public var sentence: Sentence {
        guard let detail else { return finding }
        return Sentence("bag.withDetail", ["problem": .sentence(finding), "detail": .sentence(detail)])
    }

    private var finding: Sentence {
        let path = SentenceValue.quoted(path)
        return switch kind {
        case .damaged: Sentence("bag.kind.damaged", ["path": path])
        case .missing: Sentence("bag.kind.missing", ["path": path])
        case .extra: Sentence("bag.kind.extra", ["path": path])
        case .unsafe: Sentence("bag.kind.unsafe", ["path": path])
        case .repeated: Sentence("bag.kind.repeated", ["path": path])
        case .malformed: Sentence("bag.kind.malformed", ["path": path])
        case .unsealed: Sentence("bag.kind.unsealed", ["path": path])
        case .unproved: Sentence("bag.kind.unproved", ["path": path])
        case .incomplete: Sentence("bag.kind.incomplete", ["path": path])
        }
    }
}

/// Something odd that leaves a bag valid.
public struct BagWarning: Hashable, Sendable {
    /// The path from the top of the bag; empty when it is about the whole.
    public internal(set) var path: String
    public let detail: Sentence

    /// One line for people.
    public var sentence: Sentence {
        Sentence("bag.warning", ["path": .quoted(path), "detail": .sentence(detail)])
    }
}

/// What a bag is checked for.
public enum BagSection: String, CaseIterable, Sendable {
    /// The files are those that the manifests name, all of them and no others.
    case fixity
    /// Somebody signed the manifests.
    case seal
    /// Somebody else saw the manifests at an instant.
    case timestamp
    /// The vault's journal recorded the pieces.
    case journal
    /// Every piece of the dossier is there.
    case completeness
}

/// What checking a bag for one thing came to.
public enum BagFinding: Hashable, Sendable {
    /// It was checked, and this is what is proved.
    case proved(Sentence)
    /// It could not be checked, or not for what it is worth without more.
    case notChecked(Sentence)
    /// There are problems of this section.
    case failed
}

/// What verifying a bag, or a group of bags, found.
public struct BagReport: Hashable, Sendable {
    /// The one folder at the top; of a group, its identifier.
    public internal(set) var bagName = ""
    public internal(set) var fileCount = 0
    public internal(set) var sizeInBytes: Int64 = 0
    /// In the order of their paths; at most ``BagProblems/limit`` of them.
    public internal(set) var problems: [BagProblem] = []
    /// How many more there are.
    public internal(set) var omittedProblemCount = 0
    public internal(set) var warnings: [BagWarning] = []
    /// One for each ``BagSection``.
    public internal(set) var findings: [BagSection: BagFinding] = [:]
    /// What the bag says, as far as it was proved.
    public internal(set) var statement = BagStatement()
    /// The names of the bags of a group, in their order; empty for one bag.
    public internal(set) var volumes: [String] = []

    public var isValid: Bool { problems.isEmpty }
}

/// What a sealed bag says, and who says it.
public struct BagStatement: Hashable, Sendable {
    public internal(set) var dossier: String?
    public internal(set) var profile: String?
    public internal(set) var perspective: String?
    /// The name in the signer's certificate, and the SHA-256 of it.
    public internal(set) var signer: String?
    public internal(set) var signerFingerprint: String?
    /// Whether the caller's certificates vouch for the signer; `nil` when there were none.
    public internal(set) var isSignerTrusted: Bool?
    /// The instant of the time stamp: attested when the caller's certificates vouch for it.
    public internal(set) var stampedAt: String?
    public internal(set) var origin: String?
    /// The sequence of the last event of the journal that the bag knows.
    public internal(set) var sequence: Int?
    /// The fingerprint of the journal's key.
    public internal(set) var journalKey: String?
    public internal(set) var eventCount: Int?
    /// Events whose content the bag does not have.
    public internal(set) var withheldEventCount: Int?
    public internal(set) var pieceCount: Int?
    /// Pieces whose event is in the bag and in the journal.
    public internal(set) var provedPieceCount: Int?
}

/// Problems and warnings as they are found.
struct BagProblems: Sendable {
    /// So many are named; an archive that somebody made to have millions is no better described by more.
    static let limit = 10_000

    private(set) var problems: [BagProblem] = []
    private(set) var omitted = 0
    private(set) var warnings: [BagWarning] = []
    private var failed: Set<BagSection> = []

    mutating func note(_ kind: BagProblem.Kind, _ path: String, _ detail: Sentence?, _ section: BagSection = .fixity) {
        failed.insert(section)
        guard problems.count < Self.limit else { return omitted += 1 }
        problems.append(BagProblem(kind: kind, path: path, detail: detail, section: section))
    }

    mutating func warn(_ path: String, _ detail: Sentence) {
        let warning = BagWarning(path: path, detail: detail)
        if warnings.count < Self.limit, warnings.last != warning { warnings.append(warning) }
    }

    func has(_ section: BagSection) -> Bool { failed.contains(section) }

    /// Takes up what else was found in the bag in `folder`, or in the only one. Of a file that has a problem already, what
    /// follows from it is not told again.
    mutating func merge(_ other: BagProblems, under folder: String? = nil) {
        func place(_ path: String) -> String { folder.map { path.isEmpty ? $0 : "\($0)/\(path)" } ?? path }
        let known = Set(problems.lazy.filter { $0.section == .fixity }.map(\.path))
        failed.formUnion(other.failed)
        omitted += other.omitted
        for var problem in other.problems {
            problem.path = place(problem.path)
            if problem.section != .fixity, known.contains(problem.path) { continue }
            guard problems.count < Self.limit else {
                omitted += 1
                continue
            }
            problems.append(problem)
        }
        for var warning in other.warnings {
            warning.path = place(warning.path)
            warnings.append(warning)
        }
    }

    func fill(_ report: inout BagReport) {
        report.problems = problems.sorted { ($0.path, $0.kind.rawValue) < ($1.path, $1.kind.rawValue) }
        report.omittedProblemCount = omitted
        report.warnings = warnings.sorted { $0.path < $1.path }
        for section in failed { report.findings[section] = .failed }
    }
}
