import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// A dossier that left one vault in an archive and comes into another.
@Suite("A dossier that is restored from an archive")
struct RestorationTests {
    /// Lends two vaults and an archive of the first one's dossier.
    private func withArchive(
        _ format: ArchiveFormat = .zip,
        _ body: (_ archive: FilePath, _ vault: Vault, _ folder: FilePath) async throws -> Void
    ) async throws {
        try await withSampleVault { vault, folder, _ in
            let facts = InvoiceFacts(
                number: "7", date: CivilDate("2026-02-03"), supplier: "Fictional Supplies",
                amount: Money(cents: 12_345, currency: "EUR"), vat: .excluded)
            try await vault.attachSample([try folder.appending("report é.pdf").write(sampleBytes(40_000))])
            try await vault.attachSample([try folder.appending("invoice").write([1, 2])], as: .equipment, facts: facts)
            _ = try await vault.submit(.e01, of: .sample, reason: "a test")
            let archive = folder.appending("dossier.\(format.rawValue)")
            try await vault.exportDossier(.sample, to: archive, as: format)
            try await withEmptyVault { other in try await body(archive, other, folder) }
        }
    }

    private func withEmptyVault(_ body: (Vault) async throws -> Void) async throws {
        try await withTemporaryDirectory { folder in
            let root = folder.appending("other")
            try root.makeFolder()
            root.makeBlobFolders()
            let executor = BlockingExecutor(width: 8)
            try await body(
                Vault(
                    blobs: FileSystemBlobStore(root: root, on: LinuxFileSystem(), executor),
                    database: SQLiteDatabase.inMemory(), clock: FixedClock(), executor: executor,
                    scratch: root.appending("staging"), journalIn: root))
        }
    }

    private func paper(_ name: String, of archive: FilePath, in folder: FilePath) throws -> [UInt8] {
        try UnpackedBag(archive, .zip, in: folder).path.appending(name).contents()
    }

    @Test("has the same digests, facts, submissions and record")
    func roundTrip() async throws {
        try await withArchive { archive, vault, folder in
            let restored = try await vault.restoreDossier(from: [archive])
            #expect(restored.code == .sample && restored.pieceCount == 2)
            let again = folder.appending("again.zip")
            try await vault.exportDossier(.sample, to: again, as: .zip)
            for name in ["data/inventory.csv", "data/record.jsonl", "data/reconciliation.csv"] {
                #expect(try paper(name, of: archive, in: folder) == paper(name, of: again, in: folder), "\(name)")
            }
            #expect(
                try paper("data/60_journal/events.jsonl", of: archive, in: folder)
                    == paper("data/60_journal/origin/events.jsonl", of: again, in: folder))
            #expect(
                try paper("data/60_journal/checkpoint", of: archive, in: folder)
                    == paper("data/60_journal/origin/checkpoint", of: again, in: folder))
            let requirement = try await vault.dossier(.sample).0.requirements.first
            #expect(requirement?.code == .e01)
        }
    }

    @Test("is restored from any format, once", arguments: ArchiveFormat.allCases)
    func formats(_ format: ArchiveFormat) async throws {
        try await withArchive(format) { archive, vault, _ in
            _ = try await vault.restoreDossier(from: [archive])
            await #expect(throws: VaultError.self) { _ = try await vault.restoreDossier(from: [archive]) }
        }
    }

    @Test("is refused from an archive that was changed, and nothing is left")
    func damaged() async throws {
        try await withArchive(.tar) { archive, vault, folder in
            var bytes = try archive.contents()
            bytes[bytes.count / 2] ^= 1
            try archive.write(bytes)
            await #expect(throws: VaultError.self) { _ = try await vault.restoreDossier(from: [archive]) }
            #expect(try await vault.dossiers().isEmpty)
        }
    }

    @Test("is refused from an archive without a record")
    func noRecord() async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample([try folder.appending("a").write([1])])
            let archive = folder.appending("a.zip")
            try await vault.exportDossier(.sample, to: archive, as: .zip, perspective: .auditor)
            try await withEmptyVault { other in
                await #expect {
                    _ = try await other.restoreDossier(from: [archive])
                } throws: { error in
                    error as? VaultError
                        == .archiveUnreadable(name: "a.zip", reason: RestorationFlaw.noRecord.sentence)
                }
            }
        }
    }

    /// What a hostile record may try, each with how its lines are changed.
    enum Trick: CaseIterable {
        case foreignDossier, unknownRequirement, twice, nameOfBytes, codeWithPath, unknownTable, notCanonical

        func apply(to lines: inout [String]) {
            func change(_ table: String, _ body: (String) -> String) {
                guard let index = lines.firstIndex(where: { $0.contains("\"table\":\"\(table)\"") }) else { return }
                lines[index] = body(lines[index])
            }
            func replace(_ pattern: String, in table: String, by new: String) {
                change(table) { $0.replacingOccurrences(of: pattern, with: new, options: .regularExpression) }
            }
            switch self {
            case .foreignDossier:
                replace(
                    "\"dossier_id\":\\{\"hex\":\"[0-9a-f]{32}\"", in: "document",
                    by: "\"dossier_id\":{\"hex\":\"\(String(repeating: "0", count: 32))\"")
            case .unknownRequirement:
                replace(
                    "\"requirement_id\":\\{\"hex\":\"[0-9a-f]{32}\"", in: "attachment",
                    by: "\"requirement_id\":{\"hex\":\"\(String(repeating: "1", count: 32))\"")
            case .twice: lines.append(lines.first { $0.contains("\"table\":\"document\"") } ?? "")
            case .nameOfBytes:
                // A document of bytes that somebody else deposited, known by their digest alone.
                let other = String(repeating: "ab", count: 32)
                for table in ["blob", "document_version", "submission_piece"] {
                    replace("\"digest\":\\{\"hex\":\"[0-9a-f]{64}\"", in: table, by: "\"digest\":{\"hex\":\"\(other)\"")
                }
            case .codeWithPath: replace("\"code\":\"E01\"", in: "requirement", by: "\"code\":\"../../E01\"")
            case .unknownTable: lines.insert("{\"row\":{},\"table\":\"person\"}", at: 0)
            case .notCanonical: lines[0] = lines[0].replacing("{\"row\"", with: "{ \"row\"")
            }
        }
    }

    @Test("does not take from a record what is not its own", arguments: Trick.allCases)
    func hostile(_ trick: Trick) async throws {
        try await withArchive { archive, vault, folder in
            var changed = String(decoding: try paper("data/record.jsonl", of: archive, in: folder), as: UTF8.self)
                .split(separator: "\n").map(String.init)
            trick.apply(to: &changed)
            let lines = changed
            let deposited = Set(
                lines.compactMap { RecordRow(line: Array($0.utf8)) }.filter { $0.table.name == "blob" }.compactMap {
                    row in
                    if case .bytes(let bytes) = row["digest"] { Digest(algorithm: .sha256, bytes: bytes) } else { nil }
                })
            let known = trick == .nameOfBytes ? [] : deposited
            await #expect(throws: (any Error).self) {
                try await vault.database.perform(
                    .importDossier, on: .newDossier(.sample, programme: "TEST"), by: vault.context
                ) { connection, journal, _ in
                    var restoration = DossierRestorationRecords(of: known, at: journal.now, in: connection)
                    for line in lines {
                        guard let row = RecordRow(line: Array(line.utf8)) else { throw RestorationFlaw.unreadable }
                        try restoration.insert(row)
                    }
                    _ = try restoration.finish()
                }
            }
            #expect(try await vault.dossiers().isEmpty)
        }
    }
}
