internal import SystemPackage

/// All that a bag holds, settled before the first byte is written.
///
/// What is many is on disk, not in memory. The same state of a dossier gives the same plan.
struct BagPlan: Sendable {
    /// The one folder at the top of the archive.
    let name: String
    /// Which bag of its group it is; `nil` for one that stands alone.
    let part: BagDescription.Part?
    /// The files at the top of the bag: who reads the archive as a stream can check what follows as it comes.
    let head: [BagPaper]
    /// What follows them: a line a piece with its digest, its size and its path, and then the papers of the payload.
    let pieces: BagDraft.Pieces
    let tail: [BagPaper]
    /// The size of the payload.
    let payloadInBytes: Int64
    /// What the bag is sealed by.
    let tagManifestDigest: Digest

    var fileCount: Int { head.count + pieces.count + tail.count }

    /// Tells one seal of the same bag from another.
    var sealDigest: String { head.suffix(3).map(\.content.digest.hexadecimal).joined() }

    /// One file of a bag.
    enum Content {
        case paper(Spool)
        case piece(BlobDescriptor)
    }

    /// Calls `consume` with each file of the bag, in the order in which an archive holds them.
    func forEachEntry(_ consume: (ArchiveEntry, Content) async throws -> Void) async throws {
        for paper in head { try await consume(entry(paper), .paper(paper.content)) }
        try await pieces.list.forEachLine { line in
            let piece = try Self.piece(line)
            let entry = ArchiveEntry(path: "\(name)/\(piece.path)", sizeInBytes: piece.blob.sizeInBytes)
            try await consume(entry, .piece(piece.blob))
        }
        for paper in tail { try await consume(entry(paper), .paper(paper.content)) }
    }

    private func entry(_ paper: BagPaper) -> ArchiveEntry {
        ArchiveEntry(path: "\(name)/\(paper.path)", sizeInBytes: paper.content.sizeInBytes)
    }

    private static func piece(_ line: Substring) throws -> (blob: BlobDescriptor, path: String) {
        let parts = line.split(separator: " ", maxSplits: 2)
        guard parts.count == 3, let digest = Digest(algorithm: .sha256, hexadecimal: parts[0]),
            let size = Int64(parts[1])
        else { throw VaultError.storageFailed(StorageFailure(operation: "export", detail: "the plan is damaged")) }
        return (BlobDescriptor(digest: digest, sizeInBytes: size), String(parts[2]))
    }

    /// How long the archive is; `nil` where that depends on how well it compresses.
    func size(as format: ArchiveFormat) async throws -> Int64? {
        guard format.isPlain else { return nil }
        var size = ArchiveSize(of: format.layout)
        try await forEachEntry { entry, _ in size.add(entry) }
        return size.sizeInBytes
    }
}

/// A bag but for its seal, which is over what stands here.
struct UnsealedBag: Sendable {
    private static let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

    private let name: String
    private let part: BagDescription.Part?
    private let head: [BagPaper]
    private let pieces: BagDraft.Pieces
    private let tail: [BagPaper]
    private let payloadInBytes: Int64
    /// What a seal is over.
    let tagManifest: Spool

    /// Settles manifest, `bag-info.txt`, the papers beside the payload, and the tag manifest over all of them.
    /// - Parameters:
    ///   - papers: All papers but those that depend on the manifest.
    ///   - tagPapers: Makes those, once the folder's name and the digest of the manifest are known.
    static func make(
        of draft: BagDraft, part: BagDescription.Part?, pieces: BagDraft.Pieces, papers: [BagPaper],
        scratch: FilePath, tagPapers: (BagTotals) throws -> [BagPaper]
    ) throws -> UnsealedBag {
        let payload = papers.filter { $0.path.hasPrefix("data/") }.sorted { $0.path < $1.path }
        var manifest = try SpoolWriter(in: scratch)
        try pieces.list.forEachLineNow { line in
            let parts = line.split(separator: " ", maxSplits: 2)
            try manifest.write("\(parts[0])  \(parts[2])\n")
        }
        for paper in payload { try manifest.write("\(paper.content.digest.hexadecimal)  \(paper.path)\n") }
        let digests = try manifest.finish()
        let size = pieces.sizeInBytes + payload.reduce(0) { $0 + $1.content.sizeInBytes }
        let subject = draft.subject
        let information = BagDescription(
            request: subject.request, day: subject.changedAt.day, payloadInBytes: size,
            fileCount: pieces.count + payload.count, part: part, rowCount: draft.rowCount, sequence: subject.sequence,
            origin: subject.origin ?? "")
        let names = BagFolderName(of: subject)
        let name = part.map { names.folder(ofVolume: $0.number, of: $0.count) } ?? names.folder(ofState: digests.digest)
        let totals = BagTotals(
            pieceCount: draft.pieces.reduce(0) { $0 + $1.count }, rowCount: draft.rowCount, payloadInBytes: size,
            part: part, name: name, stateDigest: digests.digest)
        var head = [
            BagPaper(path: "bagit.txt", content: try Spool(declaration)),
            BagPaper(path: "bag-info.txt", content: try Spool(information.text)),
            BagPaper(path: "manifest-sha256.txt", content: digests),
        ]
        head += papers.filter { !$0.path.hasPrefix("data/") }.sorted { $0.path < $1.path }
        head += try tagPapers(totals).sorted { $0.path < $1.path }
        let tagLines = head.map { "\($0.content.digest.hexadecimal)  \($0.path)\n" }.sorted {
            $0.dropFirst(66) < $1.dropFirst(66)
        }
        let tagManifest = try Spool(tagLines.joined())
        head.append(BagPaper(path: "tagmanifest-sha256.txt", content: tagManifest))
        return UnsealedBag(
            name: name, part: part, head: head, pieces: pieces, tail: payload, payloadInBytes: size,
            tagManifest: tagManifest)
    }

    func sealed(by seal: BagSeal) throws -> BagPlan {
        BagPlan(
            name: name, part: part, head: try head + seal.papers(), pieces: pieces, tail: tail,
            payloadInBytes: payloadInBytes, tagManifestDigest: tagManifest.digest)
    }
}
