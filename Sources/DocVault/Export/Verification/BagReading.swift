/// A bag as it was read once: each file's size and digest, and the text of the few files that say what should be there.
struct BagReading: Sendable {
    /// How much an archive may hold that somebody made to wear out whoever reads it.
    struct Limits: Sendable {
        /// What comes out of an archive may be so much, or so many times its own size.
        var expandedBytes: Int64 = 64 << 30
        var expansion: Int64 = 1_000
        var files = 5_000_000
    }

    private(set) var bagName = ""
    private(set) var table = FileTable()
    private(set) var problems = BagProblems()
    private(set) var sizeInBytes: Int64 = 0
    private(set) var hasDataFolder = false
    private var tagFiles: [String: TagFile] = [:]
    /// The number of the file in ``table`` that each ticket stands for.
    private var tickets: [UInt32] = []
    private var oddities: [BagOddity] = []
    private let limits: Limits

    /// Reads everything, hashing on threads of its own.
    init(
        _ files: some BagFiles, limits: Limits = Limits(), progress: (Int64) -> Void
    ) throws {
        self.limits = limits
        let crew = HashingCrew(.sha256)
        var outcome: Result<Void, any Error>
        var run = Run(
            limit: max(limits.expandedBytes, (files.packedSizeInBytes ?? .max / limits.expansion) * limits.expansion))
        do {
            try files.forEachPart(wanting: { _ in true }) { part in try take(part, &run, crew, progress) }
            outcome = .success(())
            run.finishFile(crew)
        } catch {
            outcome = .failure(error)
        }
        let results = try crew.finish()
        switch outcome {
        case .success: break
        case .failure(let error as ArchiveError) where !bagName.isEmpty || !oddities.isEmpty:
            // What was read until then can be told of.
            problems.note(.damaged, "", error.reason)
        case .failure(let error): throw error
        }
        noteOddities()
        table.prepare(.sha256)
        take(results, .sha256)
    }

    /// Where reading is: which file, and which thread hashes it.
    private struct Run {
        let limit: Int64
        var ticket: UInt32?
        var index = 0
        var worker = 0
        var size: Int64 = 0
        var tagPath: String?
        /// Bytes given to each thread: the next file goes to the one that had the least.
        var loads: [Int64] = [0, 0]

        mutating func finishFile(_ crew: HashingCrew) {
            if let ticket { crew.end(ticket, of: worker) }
            ticket = nil
        }
    }

    private mutating func take(
        _ part: BagPart, _ run: inout Run, _ crew: HashingCrew, _ progress: (Int64) -> Void
    ) throws {
        switch part {
        case .folder(let path):
            if bagName.isEmpty { bagName = String(path.prefix { $0 != "/" }) }
            if inBag(path).map({ $0 == "data" || $0.hasPrefix("data/") }) == true { hasDataFolder = true }
            if !Self.isSafe(path.hasSuffix("/") ? String(path.dropLast()) : path) {
                problems.note(.unsafe, path, Sentence("bag.leadsOut"))
            }
        case .notAFile(let path, let reason):
            run.finishFile(crew)
            problems.note(.unsafe, inBag(path) ?? path, reason)
        case .file(let path):
            run.finishFile(crew)
            try begin(path, &run)
        case .bytes(let bytes):
            sizeInBytes += Int64(bytes.count)
            progress(sizeInBytes)
            guard sizeInBytes <= run.limit else {
                problems.note(.unsafe, "", Sentence("bag.bomb", ["size": .size(sizeInBytes)]))
                throw ArchiveError(Sentence("bag.stopped"))
            }
            guard run.ticket != nil else { return }
            crew.put(bytes, to: run.worker)
            run.loads[run.worker] += Int64(bytes.count)
            run.size += Int64(bytes.count)
            table.setSize(run.size, of: run.index)
            if let path = run.tagPath { tagFiles[path]?.append(bytes) }
        case .odd(let oddity): oddities.append(oddity)
        case .unreadable(let reason): problems.note(.damaged, table.count > 0 ? table.path(run.index) : "", reason)
        }
    }

    private mutating func begin(_ path: String, _ run: inout Run) throws {
        if bagName.isEmpty { bagName = String(path.prefix { $0 != "/" }) }
        guard Self.isSafe(path) else { return problems.note(.unsafe, path, Sentence("bag.leadsOut")) }
        guard let inside = inBag(path) else { return problems.note(.unsafe, path, Sentence("bag.secondFolder")) }
        guard table.count < limits.files, table.nameBytes + inside.utf8.count < Int(UInt32.max) else {
            problems.note(.unsafe, "", Sentence("bag.tooManyFiles", ["count": .number(table.count)]))
            throw ArchiveError(Sentence("bag.stopped"))
        }
        let (index, isNew) = table.insert(inside)
        if !isNew { problems.note(.repeated, inside, Sentence("bag.twice")) }
        (run.index, run.size, run.ticket) = (index, 0, UInt32(tickets.count))
        table.setSize(0, of: index)
        tickets.append(UInt32(index))
        run.worker = run.loads[0] <= run.loads[1] ? 0 : 1
        run.tagPath = Self.isKept(inside) ? inside : nil
        if run.tagPath != nil { tagFiles[inside] = TagFile() }
    }

    private mutating func noteOddities() {
        if bagName.isEmpty {
            bagName = oddities.lazy.compactMap(\.path).first.map { String($0.prefix { $0 != "/" }) } ?? ""
        }
        for oddity in oddities {
            let path = oddity.path.map { inBag($0) ?? $0 } ?? ""
            if oddity.isProblem {
                problems.note(.unsafe, path, oddity.sentence)
            } else {
                problems.warn(path, oddity.sentence)
            }
        }
    }

    /// In the order in which the files came, so that of two of one name the later counts.
    private mutating func take(_ results: [HashingCrew.Result], _ algorithm: ManifestAlgorithm) {
        var places = [(worker: UInt8, place: UInt32)?](repeating: nil, count: tickets.count)
        for (worker, result) in results.enumerated() {
            for (place, ticket) in result.tickets.enumerated() {
                places[Int(ticket)] = (UInt8(worker), UInt32(place))
            }
        }
        let length = algorithm.byteCount
        for (ticket, found) in places.enumerated() {
            guard let found else { continue }
            let start = Int(found.place) * length
            table.setDigest(
                results[Int(found.worker)].digests[start..<(start + length)], of: Int(tickets[ticket]), algorithm)
        }
    }

    /// Reads everything again for the digests of another algorithm.
    mutating func hash(_ files: some BagFiles, _ algorithm: ManifestAlgorithm) throws {
        let crew = HashingCrew(algorithm)
        var run = Run(limit: .max)
        var second: [UInt32] = []
        let outcome = Result {
            try files.forEachPart(wanting: { inBag($0).map { table.index(of: $0) != nil } == true }) { part in
                switch part {
                case .file(let path):
                    run.finishFile(crew)
                    guard let inside = inBag(path), let index = table.index(of: inside) else { return }
                    run.ticket = UInt32(second.count)
                    second.append(UInt32(index))
                    run.worker = run.loads[0] <= run.loads[1] ? 0 : 1
                case .bytes(let bytes):
                    guard run.ticket != nil else { return }
                    crew.put(bytes, to: run.worker)
                    run.loads[run.worker] += Int64(bytes.count)
                case .folder, .notAFile, .unreadable, .odd: break
                }
            }
            run.finishFile(crew)
        }
        let results = try crew.finish()
        // An archive that breaks off was noted the first time.
        if case .failure(let error) = outcome, !(error is ArchiveError) { throw error }
        table.prepare(algorithm)
        (second, tickets) = (tickets, second)
        take(results, algorithm)
        (second, tickets) = (tickets, second)
    }

    /// The bytes of a small file that was kept.
    func tagFile(_ path: String) -> TagFile? { tagFiles[path] }

    var tagFileNames: [String] { tagFiles.keys.sorted() }

    /// The path from the top of the bag; `nil` for one that is elsewhere.
    func inBag(_ path: String) -> String? {
        guard path.utf8.starts(with: bagName.utf8), path.utf8.dropFirst(bagName.utf8.count).first == 0x2f else {
            return nil
        }
        return String(decoding: path.utf8.dropFirst(bagName.utf8.count + 1), as: UTF8.self)
    }

    static func isSafe(_ path: String) -> Bool {
        !path.utf8.contains(0)
            && !path.utf8.split(separator: 0x2f, omittingEmptySubsequences: false).contains { part in
                part.isEmpty || part.elementsEqual(".".utf8) || part.elementsEqual("..".utf8)
            }
    }

    /// Whether a file is one of those whose text is looked at.
    private static func isKept(_ path: String) -> Bool {
        if ["bagit.txt", "bag-info.txt", "package-info.txt", "fetch.txt"].contains(path) { return true }
        if path.hasPrefix("seal/") { return SealPaper(rawValue: path) != nil }
        if path.hasPrefix("data/60_journal/") { return JournalPaper(rawValue: path) != nil }
        return !path.utf8.contains(0x2f) && (path.hasPrefix("manifest-") || path.hasPrefix("tagmanifest-"))
    }
}

/// The files of a seal.
enum SealPaper: String {
    case signature = "seal/tagmanifest-sha256.txt.p7s"
    case certificates = "seal/certificates.pem"
    case timestamp = "seal/tagmanifest-sha256.txt.tst"
}

/// The small files of a journal.
enum JournalPaper: String {
    case checkpoint = "data/60_journal/checkpoint"
    case keys = "data/60_journal/keys.txt"
    case body = "data/60_journal/checkpoint.body"
    case signature = "data/60_journal/checkpoint.sig"
    case key = "data/60_journal/journal-key.pem"
}
