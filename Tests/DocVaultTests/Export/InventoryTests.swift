import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// The rows of an export, and the names of its files.
@Suite("The inventory of an export")
struct InventoryTests {
    @Test("is ordered by requirement, heading and invoice date")
    func order() async throws {
        try await withSampleVault { vault, folder, _ in
            let uses: [(name: String, PieceCode, RequirementCode, date: String?)] = [
                ("8-second-requirement", .report, .e02, nil),
                ("7-no-heading-later", .report, .e01, nil),
                ("5-heading-c-late", .equipment, .e01, "2026-02-01"),
                ("6-heading-c-no-date", .equipment, .e01, nil),
                ("4-heading-c-early", .equipment, .e01, "2025-12-31"),
                ("2-heading-a-first", .salary, .e01, "2026-01-01"),
                ("3-heading-a-second", .salary, .e01, "2026-01-01"),
                ("1-heading-a-early", .salary, .e01, "2025-01-01"),
            ]
            for use in uses {
                try await vault.attachSample(
                    [try folder.appending(use.name).write(Array(use.name.utf8))], as: use.1, to: use.2,
                    facts: InvoiceFacts(date: use.date.flatMap { CivilDate($0) }))
            }
            let inventory = try await Inventory.exported(by: vault, folder)
            #expect(inventory.rows.map(\.originalName) == uses.map(\.name).sorted())
            #expect(inventory.rows.map(\.number) == Array(1...8))
        }
    }

    @Test("names a document that is used twice in two rows, and holds it in one file")
    func usedTwice() async throws {
        try await withSampleVault { vault, folder, _ in
            let path = try folder.appending("proof.pdf").write([1, 2, 3])
            let same = try folder.appending("same bytes.pdf").write([1, 2, 3])
            try await vault.attachSample([path])
            try await vault.attachSample([path, same], to: .e02)
            let inventory = try await Inventory.exported(by: vault, folder)
            #expect(inventory.rows.count == 3)
            let file = "data/20_requirements/E01/not-submitted/2026-TEST-01_report_001.pdf"
            #expect(Set(inventory.rows.map(\.file)) == [file])
            #expect(inventory.pieceFiles == [file])
        }
    }

    @Test(
        "takes nothing of the original name but a usual extension",
        arguments: [
            ("..", "bin"), ("...", "bin"), ("Facture n°12 – été.PDF", "pdf"), ("🧾🧾.pdf", "pdf"), ("a\nb.txt", "txt"),
            ("x.tar.gz", "gz"), (".hidden", "bin"), ("no extension", "bin"), ("what.is.this extension?", "bin"),
            ("ﬁnal ①.docx", "docx"), ("CON.txt", "txt"), ("../../etc/passwd", "bin"), ("a.ﬁn", "bin"),
            (String(repeating: "a", count: 251) + ".pdf", "pdf"), ("x.123456789", "bin"), ("x.", "bin"),
        ])
    func payloadNames(_ original: String, _ suffix: String) {
        let dossier = DossierCode(String(repeating: "D", count: 40))!
        let piece = PieceCode(String(repeating: "p", count: 40))!
        var numbering = PieceNumbering(dossier)
        let name = PayloadName.name(numbering.stem(of: piece, model: nil), originalName: original)
        #expect(name == "\(dossier)_\(piece)_001.\(suffix)")
        #expect(name.utf8.count <= 100)
    }

    @Test("keeps names of every kind, those that are not UTF-8 with their bytes shown")
    func strangeNames() async throws {
        try await withSampleVault { vault, folder, _ in
            let names: [[UInt8]] = [
                Array("a\nb.pdf".utf8), [0x66, 0xe9, 0x2e, 0x70, 0x64, 0x66], Array("🧾.pdf".utf8), Array("...".utf8),
                Array("\"quoted\", with comma".utf8), [UInt8](repeating: 0x61, count: 255),
            ]
            let paths = names.map { folder.appending(FilePath.Component(bytes: $0)) }
            for (index, path) in paths.enumerated() {
                let descriptor = path.withPlatformString { open($0, O_CREAT | O_WRONLY, 0o600) }
                try #require(descriptor >= 0)
                _ = withUnsafeBytes(of: UInt8(index)) { write(descriptor, $0.baseAddress, 1) }
                close(descriptor)
            }
            try await vault.attachSample(paths)
            let inventory = try await Inventory.exported(by: vault, folder)
            #expect(
                inventory.rows.map(\.originalName) == [
                    "a\nb.pdf", "f\\xE9.pdf", "🧾.pdf", "...", "\"quoted\", with comma",
                    String(repeating: "a", count: 255),
                ])
            for file in inventory.pieceFiles {
                #expect(file.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }, "\(file)")
                #expect(!file.contains(".."))
            }
        }
    }

    @Test("puts an apostrophe before what a spreadsheet would run")
    func formulas() async throws {
        try await withSampleVault { vault, folder, _ in
            for (index, start) in ["=", "+", "-", "@"].enumerated() {
                try await vault.attachSample(
                    [try folder.appending("\(start)cmd|' !A\(index)").write([UInt8(index)])], as: .equipment,
                    facts: InvoiceFacts(number: "\(start)1", supplier: "\(start)HYPERLINK(\"x\",\"y\")"))
            }
            let inventory = try await Inventory.exported(by: vault, folder)
            let lines = inventory.csv.split(separator: "\r\n").dropFirst()
            #expect(lines.count == 4)
            for (line, start) in zip(lines, ["=", "+", "-", "@"]) {
                #expect(line.contains(",'\(start)cmd|"))
                #expect(line.contains(",'\(start)1,"))
                #expect(line.contains(",\"'\(start)HYPERLINK(\"\"x\"\",\"\"y\"\")\","))
            }
            // The JSON form says what was said.
            #expect(inventory.rows.map(\.originalName).allSatisfy { !$0.hasPrefix("'") })
        }
    }
}

/// The inventory of an export, as a program reads it.
private struct Inventory {
    struct Row: Decodable {
        let number: Int
        let file: String
        let originalName: String
    }

    private struct Rows: Decodable { let rows: [Row] }

    let rows: [Row]
    let csv: String
    let pieceFiles: [String]

    static func exported(by vault: Vault, _ folder: FilePath) async throws -> Inventory {
        try await withTemporaryDirectory { folder in
            let archive = folder.appending("dossier.tar")
            _ = try await vault.exportDossier(.sample, to: archive, as: .tar)
            let bag = try UnpackedBag(archive, .tar, in: folder)
            let json = try bag.path.appending("data/inventory.json").contents()
            return Inventory(
                rows: try JSONDecoder().decode(Rows.self, from: Data(json)).rows,
                csv: String(decoding: try bag.path.appending("data/inventory.csv").contents(), as: UTF8.self),
                pieceFiles: try bag.files().filter { $0.hasPrefix("data/20") && !$0.hasSuffix("/requirement.json") })
        }
    }
}

extension FilePath.Component {
    /// A name of any bytes.
    fileprivate init(bytes: [UInt8]) {
        self = (bytes.map { CChar(bitPattern: $0) } + [0]).withUnsafeBufferPointer {
            FilePath.Component(platformString: $0.baseAddress!)!
        }
    }
}
