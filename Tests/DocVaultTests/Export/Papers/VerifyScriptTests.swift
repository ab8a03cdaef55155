import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// What a person with a shell finds out about a bag.
@Suite("verify.sh and the READMEs")
struct VerifyScriptTests {
    private func withBag(
        part: BagDescription.Part? = nil, _ body: (_ bag: FilePath, _ folder: FilePath) async throws -> Void
    ) async throws {
        try await withTemporaryDirectory { folder in
            let scene = try await PaperScene()
            try await scene.stage.attach("the first piece", named: "one.txt")
            try await scene.stage.attach("the second piece", named: "two.txt", to: .e02)
            try await body(try await BagByHand(scene, in: folder, part: part).path, folder)
        }
    }

    @Test("find nothing wrong with a bag, from within or by its path")
    func whole() async throws {
        try await withBag { bag, folder in
            let within = try BagByHand.shell("sh verify.sh", bag)
            #expect(within.output.split(separator: "\n").filter { $0.hasPrefix("ok") }.count == 7)
            #expect(within.output.contains("\nAll is well. State digest: "))
            let (byPath, output) = try BagByHand.shell("sh '\(bag.string)/verify.sh'", folder, strictly: false)
            #expect(byPath == 0 && output == within.output)
        }
    }

    @Test(
        "find what was changed",
        arguments: [
            ("echo x >> data/10_award/award.json", "WRONG  1"), ("rm data/10_award/award.json", "WRONG  1"),
            ("echo x >> README.txt", "WRONG  2"), ("rm LISEZMOI.txt", "WRONG  2"),
            ("echo x > data/extra.txt", "./data/extra.txt"), ("echo x > extra.txt", "./extra.txt"),
            ("echo x > seal/extra.txt", "./seal/extra.txt"), ("ln -s bagit.txt data/link", "./data/link (no file)"),
            ("mv data/10_award/award.json ../a; ln -s ../../../a data/10_award/award.json", "award.json (no file)"),
            ("sed -i 's/^Payload-Oxum: 1*/&1/' bag-info.txt", "WRONG  4"),
            ("d=$(pwd); mv \"$d\" \"${d}0\"; cd ..; cd \"${d}0\"", "WRONG  5"),
            ("printf x >> seal/tagmanifest-sha256.txt.p7s; printf y > seal/tagmanifest-sha256.txt.p7s", "WRONG  6"),
            ("cp ../tsa.pem seal/certificates.pem", "WRONG  6"),
            // Somebody else's signature beside the published certificate.
            (
                "cat ../tsa.pem >> seal/certificates.pem; openssl cms -sign -binary -in tagmanifest-sha256.txt "
                    + "-signer ../tsa.pem -inkey ../tsa.key -outform DER -out seal/tagmanifest-sha256.txt.p7s",
                "WRONG  6"
            ),
            (
                "sed -i 's/agency/auditor/' bag-info.txt; grep -v bag-info tagmanifest-sha256.txt > ../t; "
                    + "sha256sum bag-info.txt >> ../t; cp ../t tagmanifest-sha256.txt", "WRONG  6"
            ),
            (
                "openssl ts -query -data bagit.txt -sha256 -cert -out ../q; openssl ts -reply -queryfile ../q "
                    + "-signer ../tsa.pem -inkey ../tsa.key -config ../tsa.cnf -section tsa -token_out "
                    + "-out seal/tagmanifest-sha256.txt.tst", "WRONG  7"
            ),
        ])
    func damaged(_ change: String, _ told: String) async throws {
        try await withBag { bag, _ in
            let (status, output) = try BagByHand.shell(
                "{ \(change); } >/dev/null 2>&1; sh ./verify.sh", bag, strictly: false)
            #expect(status == 1 && output.contains(told) && output.contains("SOMETHING IS WRONG"), "\(output)")
        }
    }

    @Test("say what was not checked where openssl is not there, and that nobody signed where there is no seal")
    func unchecked() async throws {
        try await withBag { bag, folder in
            let tools = "sh dirname mktemp rm cut ls sed sort find diff head grep awk sha256sum expr pwd"
            try BagByHand.shell("mkdir bin; for t in \(tools); do ln -s \"$(command -v $t)\" bin/$t; done", folder)
            let (status, output) = try BagByHand.shell(
                "PATH='\(folder.string)/bin' sh verify.sh", bag, strictly: false)
            #expect(status == 2 && output.contains("SKIP   6") && output.contains("not all was checked"), "\(output)")
            let unsigned = try BagByHand.shell("rm -r seal; sh verify.sh", bag)
            #expect(unsigned.output.contains("none   6 nobody signed this bag"))
        }
    }

    @Test("ask no state digest of the name of a volume")
    func volume() async throws {
        try await withBag(part: BagDescription.Part(group: "G", number: 1, count: 2)) { bag, _ in
            let output = try BagByHand.shell("sh verify.sh", bag).output
            #expect(output.contains("All is well") && !output.contains("  5 "))
        }
    }

    @Test("hold commands that can be run as they stand", arguments: ["README.txt", "LISEZMOI.txt", "LEESMIJ.txt"])
    func commands(_ name: String) async throws {
        try await withBag { bag, _ in
            let text = String(decoding: try bag.appending(name).contents(), as: UTF8.self)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            #expect(lines.allSatisfy { $0.count <= 80 } && text.hasSuffix("\n") && !text.hasSuffix("\n\n"))
            #expect(!text.contains { "{}[]".contains($0) } && text.contains(bag.lastComponent?.string ?? "?"))
            #expect(text.contains("41") && text.contains(BagByHand.journalFingerprint))
            // Blocks that are indented as a whole are commands; those of the first step unpack what is unpacked here.
            let blocks = text.split(separator: "\n\n").filter { block in
                block.split(separator: "\n").allSatisfy { $0.hasPrefix("    ") }
            }
            #expect(blocks.count == 9 && blocks[0].contains("unzip"))
            let (status, output) = try BagByHand.shell(
                "set -e\n" + blocks.dropFirst().joined(separator: "\n"), bag, strictly: false)
            #expect(status == 0, "\(output)")
            for word in ["CMS Verification successful", "Verification: OK", "Time stamp: ", "Signature Verified"] {
                #expect(output.contains(word), "\(output)")
            }
        }
    }
}
