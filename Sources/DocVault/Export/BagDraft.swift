internal import SystemPackage

/// What a bag will hold, as far as one snapshot of the catalog tells: its pieces, and the papers about them.
struct BagDraft: Sendable {
    /// The pieces of one bag: a line each, with digest, size and path.
    struct Pieces: Sendable {
        let list: Spool
        let count: Int
        let sizeInBytes: Int64
    }

    let subject: BagSubject
    /// Papers under `data/` and beside it, in the order of their paths; what the journal says is not among them yet.
    let papers: [BagPaper]
    /// One for each bag that has pieces.
    let pieces: [Pieces]
    /// The rows of the inventory.
    let rowCount: Int
    /// Whether the papers have a volume for themselves.
    let isGroup: Bool

    /// Reads all that one bag, or a group of them, will hold.
    /// - Throws: ``VaultError/nothingToExport(_:)``.
    static func make(
        _ request: ExportRequest, of dossier: Dossier.ID, origin: String, volumeSize: Int64?, scratch: FilePath,
        _ connection: any SQLConnection
    ) throws -> BagDraft {
        guard let changedAt = try DossierRecords.changedAt(dossier, in: connection),
            let sequence = try ExportSealRecords.lastSequence(of: dossier, in: connection)
        else { throw VaultError.dossierNotFound(request.code, nearest: nil) }
        let subject = try BagSubject.read(
            request, dossier: dossier, sequence: sequence, origin: origin, at: changedAt, connection)
        var volumes: VolumePlan?
        if let volumeSize {
            var plan = VolumePlan(limit: volumeSize)
            try InventoryRecords.forEachRow(of: dossier, request.code, request.scope, connection) { row, isFirstUse in
                if isFirstUse { plan.add(row.blob) }
            }
            volumes = plan
        }
        var writers = try BagPapers.writers(about: subject, scratch: scratch)
        let lists = try BagPieceLists(count: (volumes?.count ?? 2) - 1, scratch: scratch)
        let names = BagFolderName(of: subject)
        var (rowCount, fileCount) = (0, 0)
        try InventoryRecords.forEachRow(
            of: dossier, request.code, request.scope, connection,
            place: { blob in
                guard let volumes, let number = volumes[blob.digest] else { return nil }
                return BagPlace(volume: number, folder: names.folder(ofVolume: number, of: volumes.count))
            }
        ) { row, isFirstUse in
            rowCount += 1
            for index in writers.indices { try writers[index].take(row) }
            guard isFirstUse else { return }
            try lists.add(row, to: (row.place.volume ?? 2) - 2)
            fileCount += 1
        }
        guard rowCount > 0 else { throw VaultError.nothingToExport(request.code) }
        var papers: [BagPaper] = []
        for index in writers.indices { papers += try writers[index].finish() }
        if let record = try RecordPaper.make(of: dossier, request, scratch: scratch, connection) {
            papers.append(record)
        }
        return BagDraft(
            subject: subject, papers: papers, pieces: try lists.finish(), rowCount: rowCount, isGroup: volumes != nil)
    }
}

/// The lists of pieces of a group of bags while they are written.
private struct BagPieceLists: ~Copyable {
    private final class List {
        var writer: SpoolWriter
        var (count, sizeInBytes) = (0, Int64(0))
        init(scratch: FilePath) throws { writer = try SpoolWriter(in: scratch) }
    }

    private let lists: [List]

    init(count: Int, scratch: FilePath) throws {
        lists = try (0..<max(count, 1)).map { _ in try List(scratch: scratch) }
    }

    func add(_ row: InventoryRow, to index: Int) throws {
        let list = lists[index]
        try list.writer.write("\(row.blob.digest.hexadecimal) \(row.blob.sizeInBytes) \(row.file)\n")
        list.count += 1
        list.sizeInBytes += row.blob.sizeInBytes
    }

    consuming func finish() throws -> [BagDraft.Pieces] {
        try lists.map {
            BagDraft.Pieces(list: try $0.writer.finish(), count: $0.count, sizeInBytes: $0.sizeInBytes)
        }
    }
}

/// What the folder at the top of a bag is called.
struct BagFolderName {
    private let code: DossierCode
    private let day: String
    private let sequence: Int

    init(of subject: BagSubject) {
        (code, sequence) = (subject.request.code, subject.sequence)
        day = subject.changedAt.day.description.replacing("-", with: "")
    }

    /// `DV_2024-LAUNCH-07_20261121_a1b2c3`: the last part begins the digest of the manifest.
    func folder(ofState digest: Digest) -> String { "DV_\(code)_\(day)_\(digest.hexadecimal.prefix(6))" }

    /// `DV_2024-LAUNCH-07_20261121_s41`: what all bags of a group have in common.
    var group: String { "DV_\(code)_\(day)_s\(sequence)" }

    func folder(ofVolume number: Int, of count: Int) -> String { "\(group)_v\(number)of\(count)" }
}
