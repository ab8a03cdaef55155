import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Archives that somebody made to do harm, or that are none.
@Suite("A hostile archive")
struct HostileArchiveTests {
    enum Trick: String, CaseIterable {
        case absolutePath, upwardPath, symbolicLink, hardLink, repeatedEntry, repeatedManifest, emptyFolderName, pipe
    }

    /// Writes a bag of one file, valid but for the trick. Python's tarfile writes whatever it is told.
    private static let script = """
        import hashlib, io, sys, tarfile
        target, trick = sys.argv[1], sys.argv[2]
        files = {"data/a": b"piece"}
        files["bagit.txt"] = b"BagIt-Version: 1.0\\nTag-File-Character-Encoding: UTF-8\\n"
        line = lambda name: hashlib.sha256(files[name]).hexdigest() + "  " + name + "\\n"
        files["manifest-sha256.txt"] = line("data/a").encode()
        files["tagmanifest-sha256.txt"] = (line("bagit.txt") + line("manifest-sha256.txt")).encode()
        out = tarfile.open(target, "w", format=tarfile.PAX_FORMAT)
        def add(name, content=b"", **kind):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            for key, value in kind.items(): setattr(entry, key, value)
            out.addfile(entry, io.BytesIO(content))
        for name, content in files.items(): add("bag/" + name, content)
        if trick == "absolutePath": add("/etc/docvault-hostile", b"x")
        if trick == "upwardPath": add("bag/data/../../../docvault-hostile", b"x")
        if trick == "symbolicLink": add("bag/data/link", type=tarfile.SYMTYPE, linkname="/etc/passwd")
        if trick == "hardLink": add("bag/data/link", type=tarfile.LNKTYPE, linkname="bag/data/a")
        if trick == "repeatedEntry": add("bag/data/a", b"other")
        if trick == "repeatedManifest": add("bag/manifest-sha256.txt", files["manifest-sha256.txt"])
        if trick == "emptyFolderName": add("bag//data/b", b"x")
        if trick == "pipe": add("bag/data/pipe", type=tarfile.FIFOTYPE)
        out.close()
        """

    @Test("has its trick named", arguments: Trick.allCases)
    func tricks(_ trick: Trick) async throws {
        try await withTemporaryDirectory { folder in
            let archive = folder.appending("hostile.tar")
            try run("/usr/bin/env", "python3", "-c", Self.script, archive.string, trick.rawValue)
            let problems = try await BagVerifier(executor: BlockingExecutor()).verify(archive).problems
            let kinds = Set(problems.map(\.kind))
            switch trick {
            case .absolutePath, .upwardPath, .symbolicLink, .hardLink, .emptyFolderName, .pipe:
                #expect(kinds == [.unsafe])
            case .repeatedEntry: #expect(kinds == [.repeated, .damaged])
            case .repeatedManifest: #expect(kinds == [.repeated])
            }
            #expect(try folder.names() == ["hostile.tar"], "nothing is unpacked")
        }
    }

    @Test("that is only the beginning of one is refused or found wanting", arguments: ArchiveFormat.allCases)
    func truncated(_ format: ArchiveFormat) async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample([try folder.appending("piece").write(sampleBytes(3_000))])
            let archive = folder.appending("dossier")
            _ = try await vault.exportDossier(.sample, to: archive, as: format)
            let bytes = try archive.contents()
            for count in stride(from: 0, to: bytes.count - 1_100, by: 97) {
                try archive.write(bytes.prefix(count))
                try await expectRefused(archive, "\(count) of \(bytes.count) bytes")
            }
        }
    }

    @Test("of random bytes is refused")
    func random() async throws {
        var generator = SeededGenerator()
        let beginnings: [[UInt8]] = [[], Array("PK\u{3}\u{4}".utf8), [0x28, 0xb5, 0x2f, 0xfd], Array("{}".utf8)]
        try await withTemporaryDirectory { folder in
            let file = folder.appending("file")
            for beginning in beginnings {
                for count in [0, 1, 100, 70_000] {
                    try file.write(beginning + generator.bytes(count))
                    try await expectRefused(file, "\(beginning) and \(count) bytes")
                }
            }
            try file.write([UInt8](repeating: 0, count: 10_240))
            try await expectRefused(file, "zeros")
        }
    }

    @Test("that is not there is said to be missing")
    func missing() async throws {
        await #expect(throws: VaultError.sourceUnreadable(name: "/no/such/file", .missing)) {
            try await BagVerifier(executor: BlockingExecutor()).verify("/no/such/file")
        }
    }

    private func expectRefused(_ file: FilePath, _ what: String) async throws {
        do {
            let report = try await BagVerifier(executor: BlockingExecutor()).verify(file)
            #expect(!report.isValid, "\(what)")
        } catch let error as VaultError {
            guard case .archiveUnreadable = error else {
                Issue.record("\(error), \(what)")
                return
            }
        }
    }
}
