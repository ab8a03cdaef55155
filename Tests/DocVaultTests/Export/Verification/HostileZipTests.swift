import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Zip files in which two programs would see different things, and archives made to wear out who reads them.
@Suite("A hostile zip")
struct HostileZipTests {
    enum Trick: String, CaseIterable {
        case none, upwardPath, absolutePath, link, secondFolder, repeatedEntry, otherLocalName, overlapping, wrongSize
        case encrypted, trailing, leading, gap, truncated, entryCount, packedBomb

        var isHarmless: Bool { [.none, .trailing, .gap].contains(self) }
    }

    /// Writes a bag of two files, valid but for the trick; tricks that zipfile does not know are done to its bytes.
    private static let script = """
        import hashlib, io, struct, sys, warnings, zipfile
        warnings.simplefilter("ignore")
        target, trick = sys.argv[1], sys.argv[2]
        files = {"data/a": b"piece", "data/b": b"second"}
        files["bagit.txt"] = b"BagIt-Version: 1.0\\nTag-File-Character-Encoding: UTF-8\\n"
        files["manifest-sha256.txt"] = b"".join(
            (hashlib.sha256(files[n]).hexdigest() + "  " + n + "\\n").encode() for n in ("data/a", "data/b"))
        buffer = io.BytesIO()
        out = zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED)
        for name, content in files.items(): out.writestr("bag/" + name, content)
        if trick == "upwardPath": out.writestr("bag/data/../../x", b"x")
        if trick == "absolutePath": out.writestr("/etc/x", b"x")
        if trick == "secondFolder": out.writestr("other/x", b"x")
        if trick == "repeatedEntry": out.writestr("bag/data/a", b"piece")
        if trick == "packedBomb": out.writestr("bag/data/c", b"0" * 50000000, zipfile.ZIP_DEFLATED)
        if trick == "link":
            entry = zipfile.ZipInfo("bag/data/link")
            entry.create_system, entry.external_attr = 3, 0o120777 << 16
            out.writestr(entry, "/etc/passwd")
        out.close()
        raw = bytearray(buffer.getvalue())
        end = raw.rindex(b"PK\\5\\6")
        directory = struct.unpack("<I", raw[end + 16:end + 20])[0]
        second = raw.index(b"PK\\1\\2", directory + 4)
        if trick == "otherLocalName":
            at = raw.index(b"bag/data/a")
            raw[at:at + 10] = b"bag/data/z"
        if trick == "overlapping": raw[second + 42:second + 46] = raw[directory + 42:directory + 46]
        if trick == "wrongSize": raw[directory + 24:directory + 28] = struct.pack("<I", 500)
        if trick == "encrypted":
            raw[directory + 8] |= 1
            raw[6] |= 1
        if trick == "trailing": raw += b"something after the end"
        if trick == "leading": raw = bytearray(b"#!/bin/sh\\n") + raw
        if trick == "gap":
            raw[directory:directory] = b"hidden" * 20
            end += 120
            raw[end + 16:end + 20] = struct.pack("<I", directory + 120)
        if trick == "truncated": raw = raw[:-30]
        if trick == "entryCount": raw[end + 8:end + 12] = struct.pack("<HH", 3, 3)
        open(target, "wb").write(raw)
        """

    @Test("has its trick named, or is found wanting", arguments: Trick.allCases)
    func tricks(_ trick: Trick) async throws {
        try await withTemporaryDirectory { folder in
            let archive = folder.appending("hostile.zip")
            try run("/usr/bin/env", "python3", "-c", Self.script, archive.string, trick.rawValue)
            var limits = BagReading.Limits()
            (limits.expandedBytes, limits.expansion) = (10_000_000, 10)
            let verifier = BagVerifier(executor: BlockingExecutor(), limits: limits)
            do {
                let report = try await verifier.verify(archive)
                #expect(report.isValid == trick.isHarmless, "\(report.problems)")
                let isNoted = [.trailing, .gap].contains(trick)
                #expect(report.warnings.isEmpty != isNoted || trick == .overlapping, "\(report.warnings)")
                switch trick {
                case .upwardPath, .absolutePath, .link, .secondFolder, .encrypted, .packedBomb, .otherLocalName:
                    #expect(report.problems.contains { $0.kind == .unsafe }, "\(report.problems)")
                case .repeatedEntry: #expect(report.problems.contains { $0.kind == .repeated })
                case .overlapping: #expect(report.problems.contains { $0.path == "data/b" })
                case .wrongSize: #expect(report.problems.contains { $0.path == "data/a" })
                case .none, .trailing, .leading, .gap, .truncated, .entryCount: break
                }
            } catch let error as VaultError {
                guard case .archiveUnreadable = error, [.leading, .truncated, .entryCount].contains(trick) else {
                    Issue.record("\(error)")
                    return
                }
            }
            #expect(try folder.names() == ["hostile.zip"], "nothing is unpacked")
        }
    }

    @Test("is not what we write, however large", arguments: [1, 300])
    func ours(_ count: Int) async throws {
        var builder = try BagBuilder().withJournal(of: count)
        builder.pieces = (1...count).map { BagBuilder.Piece(name: "\($0).bin", bytes: sampleBytes($0 * 7)) }
        let bag = try builder.build()
        try await withTemporaryDirectory { folder in
            let archive = try bag.pack(.zip, to: folder.appending("bag.zip"))
            let report = try await BagVerifier(executor: BlockingExecutor()).verify(archive)
            #expect(report.problems == [])
            #expect(report.warnings == [])
            #expect(report.statement.provedPieceCount == count)
        }
    }

    @Test("of a tar that holds more than it seems to is told", arguments: ArchiveFormat.allCases)
    func tooMuch(_ format: ArchiveFormat) async throws {
        let bag = try BagBuilder().build()
        try await withTemporaryDirectory { folder in
            let archive = try bag.pack(format, to: folder.appending("bag"))
            var limits = BagReading.Limits()
            limits.files = 5
            let few = try await BagVerifier(executor: BlockingExecutor(), limits: limits).verify(archive)
            #expect(few.problems.contains { $0.kind == .unsafe && $0.path == "" })
            (limits.files, limits.expandedBytes, limits.expansion) = (500, 1_000, 0)
            let small = try await BagVerifier(executor: BlockingExecutor(), limits: limits).verify(archive)
            #expect(small.problems.contains { $0.kind == .unsafe && $0.path == "" })
            guard format == .tar else { return }
            try archive.write(try archive.contents() + Array("hidden".utf8))
            let report = try await BagVerifier(executor: BlockingExecutor()).verify(archive)
            #expect(report.problems == [])
            #expect(report.warnings.count == 1)
        }
    }
}
