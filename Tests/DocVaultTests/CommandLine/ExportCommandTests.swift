import DocVault
import Testing
import VaultTestSupport

@Suite("vault dossier export and vault verify")
struct ExportCommandTests {
    private func program() async throws -> VaultProgram {
        let program = try await VaultProgram.withDossier()
        try program.write("first", to: "papers/one.txt")
        try program.write("second", to: "papers/two.pdf")
        _ = try await program.attach("papers")
        return program
    }

    private func unpacked() async throws -> (VaultProgram, bag: String) {
        let program = try await program()
        let outcome = try await program.script(
            "\"$VAULT\" dossier export 2024-LAUNCH-12 --output o.tar >&2 && tar xf o.tar && ls -d DV_*")
        return (program, try #require(outcome.lines.first))
    }

    @Test("a dossier is exported and verified in each format", arguments: ["zip", "tar", "tar.zst"])
    func formats(format: String) async throws {
        let program = try await program()
        let exported = try await program.run("dossier", "export", VaultProgram.dossier, "--output", "o.\(format)")
        #expect(exported.status == 0)
        #expect(exported.errors == "")
        let report = try #require(
            exported.output.wholeMatch(
                of:
                    /2 of 2 pieces \((.*) kB\) in "o\.(.*)", verified: (DV_2024-LAUNCH-12_\d{8}_[0-9a-f]{6})\n2 of 2 inventory rows, at journal event \d+; sealed by certificate [0-9a-f]{64}\n/
            ))
        let bag = report.3
        let verified = try await program.run("verify", "o.\(format)")
        #expect(verified.status == 0)
        #expect(
            verified.lines[0].hasPrefix("valid: \(bag), ")
                && verified.lines[0].hasSuffix(" kB: every file is the one that the manifests name"))
        // One line for each thing that a sealed bag is checked for.
        #expect(verified.lines.count == 1 + BagSection.allCases.count)
        let named = try await program.run(
            "dossier", "export", VaultProgram.dossier, "--output", "other.bin", "--format", format)
        #expect(named.status == 0)
        #expect(program.bytes("other.bin") == program.bytes("o.\(format)"))
    }

    @Test("an export as JSON gives code, output, bag, pieces and payload")
    func json() async throws {
        let outcome = try await program().run("dossier", "export", VaultProgram.dossier, "--output", "o.zip", "--json")
        let form =
            /\{"code":"2024-LAUNCH-12","output":"o\.zip","bag":"DV_2024-LAUNCH-12_\d{8}_[0-9a-f]{6}","pieces":2,"rows":2,"payloadInBytes":\d+,"perspective":"agency","sequence":\d+,"sealFingerprint":"[0-9a-f]{64}","files":\["o\.zip"\]\}\n/
        #expect(outcome.output.wholeMatch(of: form) != nil)
    }

    @Test("a dossier without pieces is not exported")
    func nothing() async throws {
        let program = try await VaultProgram.withDossier()
        let outcome = try await program.run("dossier", "export", VaultProgram.dossier, "--output", "out/o.zip")
        #expect(
            outcome.refused(
                73, "vault: error: dossier 2024-LAUNCH-12 has no piece to export", "vault: hint: attach a piece first"))
        #expect(program.bytes("out/o.zip") == nil)
    }

    @Test("an export where no file can be made says so")
    func noFolder() async throws {
        let outcome = try await program().run("dossier", "export", VaultProgram.dossier, "--output", "none/o.zip")
        #expect(
            outcome.refused(
                65, "vault: error: --output: \"none/o.zip\" cannot be made there (No such file or directory)"))
    }

    @Test("an unpacked bag is verified by its name, and from inside by a point")
    func folder() async throws {
        let (program, bag) = try await unpacked()
        let byName = try await program.run("verify", bag)
        #expect(byName.status == 0)
        let fromInside = try await program.script("cd \"$1\" && \"$VAULT\" verify .", bag)
        #expect(fromInside.output == byName.output)
        #expect(fromInside.status == 0)
    }

    @Test("every damage to an unpacked bag is named, with exit status 1")
    func damagedFolder() async throws {
        let (program, bag) = try await unpacked()
        let outcome = try await program.script(
            """
            cd "$1/data" && printf x >>20_requirements/E02/not-submitted/2024-LAUNCH-12_M5_001.txt
            rm 20_requirements/E02/not-submitted/2024-LAUNCH-12_M5_002.pdf && echo new >extra.txt && ln -s inventory.csv link
            cd ../.. && "$VAULT" verify "$1"
            """, bag)
        #expect(outcome.status == 1)
        #expect(outcome.errors == "")
        let lines = outcome.lines
        #expect(lines.count == 6 + BagSection.allCases.count)
        #expect(lines[0].hasPrefix("malformed: \"bag-info.txt\" (says "))
        #expect(
            lines[1].hasPrefix("damaged: \"data/20_requirements/E02/not-submitted/2024-LAUNCH-12_M5_001.txt\" (is "))
        #expect(lines[2] == "missing: \"data/20_requirements/E02/not-submitted/2024-LAUNCH-12_M5_002.pdf\"")
        #expect(lines[3] == "extra: \"data/extra.txt\" (manifest-sha256.txt does not name it)")
        #expect(lines[4] == "unsafe: \"data/link\" (neither a file nor a folder)")
        #expect(lines[5].hasPrefix("NOT valid: \(bag), ") && lines[5].hasSuffix(", 5 problems"))
    }

    @Test("damage to an archive is named, as JSON too")
    func damagedArchive() async throws {
        let (program, bag) = try await unpacked()
        let outcome = try await program.script(
            """
            cd "$1" && echo new >extra.txt && printf X | dd of=data/20_requirements/E02/not-submitted/2024-LAUNCH-12_M5_001.txt conv=notrunc \
            status=none && rm bagit.txt && cd .. && tar cf d.tar "$1" && "$VAULT" verify d.tar --json
            """, bag)
        #expect(outcome.status == 1)
        #expect(outcome.output.hasPrefix("{\"valid\":false,\"bag\":\"\(bag)\",\"files\":"))
        #expect(
            outcome.output.contains(
                #"{"kind":"missing","path":"bagit.txt","detail":"without it this is not a bag","section":"fixity"}"#))
        #expect(
            outcome.output.contains(
                #"{"kind":"extra","path":"extra.txt","detail":"no manifest names it","section":"fixity"}"#))
        #expect(
            outcome.output.contains(
                #"{"kind":"damaged","path":"data/20_requirements/E02/not-submitted/2024-LAUNCH-12_M5_001.txt","detail":"is "#
            ))
    }

    @Test("an archive that ends too soon is not valid", arguments: ["zip", "tar", "tar.zst"])
    func cut(format: String) async throws {
        let program = try await program()
        _ = try await program.run("dossier", "export", VaultProgram.dossier, "--output", "o.\(format)")
        let whole = try #require(program.bytes("o.\(format)"))
        for share in 1..<4 {
            try program.write(Array(whole.prefix(whole.count * share / 4)), to: "cut.\(format)")
            let outcome = try await program.run("verify", "cut.\(format)")
            #expect(outcome.status == 1 || outcome.status == 65)
            #expect(!outcome.output.hasPrefix("valid"))
        }
    }

    @Test("what is no archive is refused, and what is not there too")
    func noArchive() async throws {
        let program = try VaultProgram()
        try program.write("hello", to: "a.pdf")
        let other = try await program.run("verify", "a.pdf")
        #expect(
            other.refused(
                65, "vault: error: \"a.pdf\" cannot be read as an archive or a bag: Unrecognized archive format",
                "vault: hint: name a .zip, .tar or .tar.zst that `vault dossier export` made, or its unpacked folder"))
        let missing = try await program.run("verify", "none.zip")
        #expect(
            missing.refused(
                65, "vault: error: \"none.zip\" is not there, or went away while it was being read",
                "vault: hint: check the name and the disk, then run the same command again"))
    }
}
