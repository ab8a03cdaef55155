import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// A vault with the sample dossier and another one beside it, and the papers that are written of the first.
struct PaperScene {
    static let other = "2026-OTHER-77"
    private static let scratch = FilePath("/tmp")

    let stage: RetentionStage

    init() async throws {
        stage = try await RetentionStage()
        try await stage.importDossier()
        try await stage.importDossier(Self.other)
    }

    init(over stage: RetentionStage) { self.stage = stage }

    func subject(_ perspective: Perspective = .agency, _ scope: ExportScope = .dossier) async throws -> BagSubject {
        let request = ExportRequest(.sample, scope: scope, perspective: perspective)
        return try await stage.vault.database.view(.readJournal, by: stage.vault.context) { connection, _ in
            try Self.subject(request, connection)
        }
    }

    private static func subject(_ request: ExportRequest, _ connection: any SQLConnection) throws -> BagSubject {
        let id = try DossierRecords.require(request.code, in: connection)
        let changedAt = try #require(try DossierRecords.changedAt(id, in: connection))
        return try BagSubject.read(
            request, dossier: id, sequence: 41, origin: "docvault/test", at: changedAt, connection)
    }

    /// The records and PREMIS, by their paths.
    func papers(_ perspective: Perspective = .agency, _ scope: ExportScope = .dossier) async throws -> [String: [UInt8]]
    {
        let request = ExportRequest(.sample, scope: scope, perspective: perspective)
        return try await stage.vault.database.view(.readJournal, by: stage.vault.context) { connection, _ in
            let subject = try Self.subject(request, connection)
            var records = try RecordPapers(subject, scratch: Self.scratch)
            var premis = try PremisPaper(subject, scratch: Self.scratch)
            try InventoryRecords.forEachRow(of: subject.id, .sample, request.scope, connection) { row, _ in
                try records.take(row)
                try premis.take(row)
            }
            var papers: [String: [UInt8]] = [:]
            for paper in try records.finish() + premis.finish() { papers[paper.path] = try paper.content.read() }
            return papers
        }
    }

    func json(
        _ path: String, for perspective: Perspective = .agency, _ scope: ExportScope = .dossier
    ) async throws -> CanonicalJSON? {
        try await papers(perspective, scope)[path].map { try CanonicalJSON(canonical: Self.withoutSpace($0)) }
    }

    /// JSON without the white space between its tokens.
    static func withoutSpace(_ json: [UInt8]) -> [UInt8] {
        var (dense, isInString, isEscaped): ([UInt8], Bool, Bool) = ([], false, false)
        for byte in json {
            if isInString || (byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\n")) { dense.append(byte) }
            if byte == UInt8(ascii: "\""), !isEscaped { isInString.toggle() }
            isEscaped = isInString && byte == UInt8(ascii: "\\") && !isEscaped
        }
        return dense
    }

    /// The inventory's files with the bytes of the pieces.
    func pieces() async throws -> [String: [UInt8]] {
        let files = try await stage.vault.database.view(.readJournal, by: stage.vault.context) { connection, _ in
            let id = try DossierRecords.require(.sample, in: connection)
            var files: [String: Digest] = [:]
            try InventoryRecords.forEachRow(of: id, .sample, .dossier, connection) { row, _ in
                if !row.file.isEmpty { files[row.file] = row.blob.digest }
            }
            return files
        }
        var pieces: [String: [UInt8]] = [:]
        for (file, digest) in files {
            var bytes: [UInt8] = []
            try await stage.vault.blobs.read(digest) { bytes += $0 }
            pieces[file] = bytes
        }
        return pieces
    }
}

extension Spool {
    /// All of it.
    fileprivate func read() throws -> [UInt8] {
        var bytes: [UInt8] = []
        try forEachChunk { bytes.append(contentsOf: $0) }
        return bytes
    }
}

extension CanonicalJSON {
    /// A member of an object, `nil` for anything else.
    func at(_ path: String...) -> CanonicalJSON? {
        path.reduce(self) { value, name in
            if let index = Int(name) { return value?.items.flatMap { $0.indices.contains(index) ? $0[index] : nil } }
            return value?.members?[name]
        }
    }
}
