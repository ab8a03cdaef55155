import Foundation
import Testing
import VaultTestSupport

/// The rules of the house that a machine can keep.
@Suite("the sources")
struct TidyTests {
    /// A file of the repository: its path from the root, and its lines.
    struct File: Sendable {
        let path: String
        let lines: [String]

        var name: String { path.split(separator: "/").last.map(String.init) ?? "" }

        /// The lines that hold a match, as `path:line`.
        func places(of pattern: some RegexComponent) -> [String] {
            lines.enumerated().filter { $0.element.contains(pattern) }.map { "\(path):\($0.offset + 1)" }
        }
    }

    private func files(_ folder: String, _ endings: String...) throws -> [File] {
        let root = VaultProgram.sourceRoot
        let found = FileManager.default.enumerator(atPath: "\(root)/\(folder)")?.compactMap { $0 as? String } ?? []
        return try found.filter { path in endings.contains { path.hasSuffix($0) } }.sorted().map { path in
            let text = try String(contentsOfFile: "\(root)/\(folder)/\(path)", encoding: .utf8)
            return File(path: "\(folder)/\(path)", lines: text.components(separatedBy: "\n"))
        }
    }

    private func importers(of module: String) throws -> [String] {
        let pattern = try Regex(
            "^\\s*(@[a-zA-Z_]+ )*(public |package |internal |fileprivate |private )?import (struct |class |enum |func )?\(module)\\b"
        )
        return try files("Sources", ".swift").filter { !$0.places(of: pattern).isEmpty }.map(\.path)
    }

    @Test("the engine of the catalog is imported in its folder only")
    func engine() throws {
        let importers = try importers(of: "GRDB")
        #expect(!importers.isEmpty)
        #expect(importers.filter { !$0.hasPrefix("Sources/DocVault/Database/SQLite/") } == [])
    }

    @Test("OpenSSL is imported by the hashers, the journal, the seal and the accounts only")
    func cryptography() throws {
        let others = try importers(of: "COpenSSL").filter {
            $0 != "Sources/DocVault/Blobs/DigestHasher.swift"
                && !$0.hasPrefix("Sources/DocVault/Journal/") && !$0.hasPrefix("Sources/DocVault/Export/Seal/")
                && $0 != "Sources/DocVault/Export/Verification/ForeignDigest.swift"
                && !$0.hasPrefix("Sources/DocVault/Accounts/")
        }
        #expect(others == [])
    }

    @Test("libarchive is imported by the export only")
    func archives() throws {
        #expect(try importers(of: "CArchive").filter { !$0.hasPrefix("Sources/DocVault/Export/") } == [])
    }

    @Test("the vault's own modules are imported from outside inwards")
    func layers() throws {
        #expect(try importers(of: "VaultHTTP").filter { !$0.hasPrefix("Sources/vault/") } == [])
        #expect(try importers(of: "DocVault").filter { $0.hasPrefix("Sources/DocVault/") } == [])
        #expect(try importers(of: "Hummingbird").filter { !$0.hasPrefix("Sources/VaultHTTP/") } == [])
        #expect(try importers(of: "ArgumentParser").filter { !$0.hasPrefix("Sources/vault/") } == [])
    }

    @Test("statements are where statements are kept")
    func statements() throws {
        let pattern = /^\s*(.*= )?"?(SELECT|INSERT INTO|UPDATE|DELETE FROM) [a-zA-Z0-9_(]/
        let places = try files("Sources", ".swift").filter { file in
            !file.name.hasSuffix("Records.swift") && !file.path.contains("/Database/")
                && file.name != "Vault+Read.swift"
        }.flatMap { $0.places(of: pattern) }
        #expect(places == [])
    }

    @Test("what commands tell people is in the catalogue of sentences")
    func sentences() throws {
        let pattern = /ValidationError\(\s*"|Terminal\.(print|say|warn)\(\s*"[^"\\]*[A-Za-z]{2}|TextTable\(\s*"/
        #expect(try files("Sources/vault", ".swift").flatMap { $0.places(of: pattern) } == [])
    }

    @Test("no test sleeps")
    func sleep() throws {
        // Written apart, so that this file does not find itself.
        let pattern = try Regex(
            "(Task|Thread)\\.sl" + "eep|\\busl" + "eep\\(|\\bnanosl" + "eep\\(|^\\s*sl" + "eep [0-9]")
        #expect(try files("Tests", ".swift").flatMap { $0.places(of: pattern) } == [])
    }

    @Test("no folder and no file is a drawer")
    func drawers() throws {
        let drawers: Set<String> = [
            "Utils", "Utilities", "Helpers", "Helper", "Common", "Manager", "Base", "Impl", "Misc",
        ]
        let found = try (files("Sources", ".swift", ".c", ".h") + files("Tests", ".swift")).map(\.path).filter { path in
            path.split { "/.+".contains($0) }.contains { part in
                drawers.contains(String(part)) || drawers.contains { $0 != "Base" && part.hasSuffix($0) }
            }
        }
        #expect(found == [])
    }

    @Test("no file is longer than 300 lines")
    func length() throws {
        let long = try (files("Sources", ".swift") + files("Tests", ".swift")).filter { $0.lines.count > 301 }.map(
            \.path)
        #expect(long == [])
    }

    @Test("no line of code traps on purpose or is left for later")
    func traps() throws {
        // Written apart, so that this file is found by nobody who looks for the same.
        let pattern = try Regex("\\btry!|\\bas!|\\bfatal" + "Error\\(|\\bTO" + "DO\\b|\\bFIX" + "ME\\b")
        #expect(try files("Sources", ".swift", ".c", ".h").flatMap { $0.places(of: pattern) } == [])
    }

    @Test("every folder of the library is named in ARCHITECTURE.md")
    func architecture() throws {
        let text = try String(contentsOfFile: "\(VaultProgram.sourceRoot)/ARCHITECTURE.md", encoding: .utf8)
        let folders = Set(
            try files("Sources/DocVault", ".swift").compactMap { file in
                let parts = file.path.split(separator: "/")
                return parts.count > 3 ? String(parts[2]) : nil
            })
        #expect(folders.sorted().filter { !text.contains("\($0)/") } == [])
    }

    @Test("no path of one machine stands in what others read")
    func machinePaths() throws {
        let pattern = try Regex("(^|[^A-Za-z0-9_.~$}-])/(work|root|tmp)/")
        let sources = try files("Sources", ".swift", ".c", ".h", ".sql", ".json") + files("scripts", ".py", ".sh")
        #expect(sources.flatMap { $0.places(of: pattern) } == [])
        // An example may use the folder that every machine has.
        let documents = try Regex("(^|[^A-Za-z0-9_.~$}-])/(work|root)/")
        #expect(try files("docs", ".md", ".json").flatMap { $0.places(of: documents) } == [])
    }
}
