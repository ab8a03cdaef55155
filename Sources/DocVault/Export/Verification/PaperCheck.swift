internal import Foundation

/// Reads the papers of a bag of ours that are too long to keep, and checks that they, the files and the journal say the same.
struct PaperCheck {
    /// The bag that has the papers, and where it is read from.
    let main: BagCheck
    /// The bags in which the files of the rows may be, by the number of the volume; one bag alone has number 1.
    let volumes: [Int: BagCheck]
    /// Whether those are all there should be.
    let isWhole: Bool
    let tree: JournalCheck.Tree?

    private(set) var rowCount = 0
    private(set) var provedCount = 0
    private(set) var events: EventPaper?
    private var json = InventoryJSON()
    private var csv = InventoryCSV()
    private var rows: [DocumentDigest] = []
    private var named: [Int: BitSet]
    /// What is wrong with the files of each volume.
    private(set) var fileProblems: [Int: BagProblems] = [:]

    init(main: BagCheck, volumes: [Int: BagCheck], isWhole: Bool, tree: JournalCheck.Tree?) {
        (self.main, self.volumes, self.isWhole, self.tree) = (main, volumes, isWhole, tree)
        named = volumes.mapValues { BitSet($0.reading.table.count) }
        events = tree.map { EventPaper($0.checkpoint) }
    }

    mutating func run(_ files: some BagFiles, _ problems: inout BagProblems) throws {
        let papers = try Papers(of: main.reading, isJournalWanted: tree != nil)
        for path in papers.missing {
            problems.note(
                path == EventPaper.path ? .unproved : .incomplete, path, nil,
                path == EventPaper.path ? .journal : .completeness)
        }
        var jsonSum = try ForeignDigest(.sha256)
        var csvSum = try ForeignDigest(.sha256)
        let changed = try papers.forEachPart(of: files) { path, bytes in
            switch path {
            case InventoryJSON.path:
                var texts = ""
                var reader = json
                reader.take(bytes) { entry in
                    texts += entry.common
                    check(entry, &problems)
                }
                json = reader
                try jsonSum.update(Array(texts.utf8))
            case InventoryCSV.path:
                var texts = ""
                csv.take(bytes) { texts += $0 }
                try csvSum.update(Array(texts.utf8))
            default: events?.take(bytes, &problems)
            }
        }
        for path in changed { problems.note(.damaged, path, Sentence("bag.changed")) }
        try end(papers, &jsonSum, &csvSum, &problems)
    }

    private mutating func end(
        _ papers: Papers, _ jsonSum: inout ForeignDigest, _ csvSum: inout ForeignDigest, _ problems: inout BagProblems
    ) throws {
        json.end()
        csv.end()
        if papers.missing.isEmpty || papers.missing == [EventPaper.path] {
            var (one, other): ([UInt8], [UInt8]) = ([], [])
            try jsonSum.finish(into: &one)
            try csvSum.finish(into: &other)
            if json.isMalformed { problems.note(.malformed, InventoryJSON.path, nil, .completeness) }
            if csv.isMalformed { problems.note(.malformed, InventoryCSV.path, nil, .completeness) }
            if one != other {
                problems.note(
                    .incomplete, InventoryCSV.path,
                    Sentence(
                        "verify.inventory.differ", ["csv": .number(csv.count), "json": .number(json.count)]),
                    .completeness)
            }
        }
        rowCount = json.count
        if !papers.missing.contains(EventPaper.path) { events?.end(&problems) }
        checkRows(&problems)
        checkPieces(&problems)
    }

    /// A row and the file that it names.
    private mutating func check(_ entry: InventoryEntry, _ problems: inout BagProblems) {
        let place = SentenceValue.number(entry.number)
        guard let document = DocumentDigest(document: entry.document, digest: entry.digest) else {
            return problems.note(
                .incomplete, InventoryJSON.path, Sentence("verify.inventory.row", ["row": place]), .completeness)
        }
        if tree != nil { rows.append(document) }
        guard let file = entry.file else {
            guard entry.disposition == nil else { return }
            return problems.note(
                .incomplete, InventoryJSON.path, Sentence("verify.inventory.row", ["row": place]), .completeness)
        }
        let number = entry.volume ?? 1
        guard let volume = volumes[number] else {
            guard isWhole else { return }
            return note(file, 1, Sentence("verify.inventory.noFile", ["row": place]))
        }
        guard let index = volume.reading.table.index(of: file), volume.reading.table.isPayload(index) else {
            return note(file, number, Sentence("verify.inventory.noFile", ["row": place]))
        }
        named[number]?.insert(index)
        let isSame = document.digest.withBytes { volume.reading.table.matches(index, .sha256, $0) } ?? false
        if !isSame || entry.sizeInBytes.map({ $0 != volume.reading.table.size(index) }) ?? false {
            note(file, number, Sentence("verify.inventory.otherFile", ["row": place]))
        }
    }

    private mutating func note(_ file: String, _ volume: Int, _ detail: Sentence) {
        fileProblems[volume, default: BagProblems()].note(.incomplete, file, detail, .completeness)
    }

    /// The rows and the events that tell of them.
    private mutating func checkRows(_ problems: inout BagProblems) {
        guard let events else { return }
        for (number, row) in zip(1..., rows) {
            if events.attached.contains(row) {
                provedCount += 1
            } else if events.documents.contains(row.document) {
                problems.note(
                    .unproved, InventoryJSON.path, Sentence("verify.inventory.otherEvent", ["row": .number(number)]),
                    .journal)
            }
        }
    }

    private mutating func checkPieces(_ problems: inout BagProblems) {
        for (number, volume) in volumes.sorted(by: { $0.key < $1.key }) {
            let table = volume.reading.table
            for index in 0..<table.count where table.hasPrefix(index, "data/20_requirements/") {
                guard named[number]?.contains(index) == false, !Self.isPaper(table.path(index)) else { continue }
                note(table.path(index), number, Sentence("verify.inventory.noRow"))
            }
        }
        guard main.information.format ?? 0 >= 2 else { return }
        let stated = main.information["DocVault-Pieces"] ?? ""
        if stated != "\(rowCount) of \(rowCount)" {
            problems.note(
                .incomplete, "bag-info.txt",
                Sentence(
                    "verify.inventory.otherCount", ["stated": .text(visible(stated)), "found": .number(rowCount)]),
                .completeness)
        }
    }

    /// What a requirement's folder has beside pieces.
    private static func isPaper(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        return parts.count == 4 && parts[3] == "requirement.json"
    }
}

/// The long papers of a bag, read a second time: what is said of them must be of the bytes that were hashed.
private struct Papers {
    private struct Enough: Error {}

    private let reading: BagReading
    private let wanted: [String]
    let missing: [String]

    init(of reading: BagReading, isJournalWanted: Bool) throws {
        let all = [InventoryJSON.path, InventoryCSV.path] + (isJournalWanted ? [EventPaper.path] : [])
        self.reading = reading
        wanted = all.filter { reading.table.index(of: $0) != nil }
        missing = all.filter { reading.table.index(of: $0) == nil }
    }

    /// Calls `consume` with their bytes, and returns those that are not what they were.
    func forEachPart(
        of files: some BagFiles, _ consume: (String, [UInt8]) throws -> Void
    ) throws -> [String] {
        var hasher = try ForeignDigest(.sha256)
        var current: String?
        var open = Set(wanted)
        var changed: [String] = []
        func finish() throws {
            var digest: [UInt8] = []
            try hasher.finish(into: &digest)
            guard let path = current else { return }
            current = nil
            let isSame = reading.table.index(of: path).flatMap { reading.table.matches($0, .sha256, digest) }
            if isSame != true { changed.append(path) }
            if open.isEmpty { throw Enough() }
        }
        do {
            try files.forEachPart(wanting: { reading.inBag($0).map(wanted.contains) == true }) { part in
                switch part {
                case .file(let path):
                    try finish()
                    guard let inside = reading.inBag(path), open.remove(inside) != nil else { return }
                    current = inside
                case .bytes(let bytes):
                    guard let current else { return }
                    try hasher.update(bytes)
                    try consume(current, bytes)
                case .folder, .notAFile, .unreadable, .odd: break
                }
            }
            try finish()
        } catch is Enough {
            // The rest is of no interest.
        } catch is ArchiveError {
            // An archive that breaks off was noted when it was read the first time.
        }
        return changed
    }
}
