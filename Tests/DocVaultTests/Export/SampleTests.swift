import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// Pieces that are chosen by a seed.
@Suite("A sample")
struct SampleTests {
    private func unit(_ number: Int, _ heading: PieceRule.Heading?, _ cents: Int64) -> SampleSelection.Unit {
        SampleSelection.Unit(
            number: number,
            digest: Digest(
                algorithm: .sha256, bytes: [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 32))!,
            heading: heading, cents: cents)
    }

    private func random(_ count: Int, _ random: inout TestSeed) -> [SampleSelection.Unit] {
        (1...count).map { number in
            unit(
                number, [.b, .d, .i, nil].randomElement(using: &random)!,
                Bool.random(using: &random) ? .random(in: 0...1_000_000, using: &random) : 0)
        }
    }

    @Test("has as many pieces as were asked for, each once, and the same for the same seed")
    func size() throws {
        var seed = TestSeed(for: "samples")
        for _ in 0..<200 {
            let units = random(.random(in: 1...60, using: &seed), &seed)
            let size = Int.random(in: 1...70, using: &seed)
            let chosen = try SampleSelection(of: size, from: units, seed: "s").numbers
            #expect(chosen.count == min(size, units.count))
            #expect(Set(chosen).count == chosen.count)
            #expect(Set(chosen).isSubset(of: Set(units.map(\.number))))
            #expect(try SampleSelection(of: size, from: units.shuffled(using: &seed), seed: "s").numbers == chosen)
        }
    }

    @Test("has every piece that costs as much as a step, for certain")
    func certain() throws {
        let units = [unit(1, .d, 900_000)] + (2...50).map { unit($0, .d, 1_000) }
        for seed in 0..<20 {
            #expect(try SampleSelection(of: 3, from: units, seed: "\(seed)").numbers.contains(1))
        }
    }

    @Test("looks into every heading, and most where most was spent")
    func strata() throws {
        let units =
            (1...30).map { unit($0, .b, 100_000) } + (31...60).map { unit($0, .d, 10_000) }
            + (61...90).map { unit($0, .i, 10_000) }
        let selection = try SampleSelection(of: 12, from: units, seed: "x")
        #expect(selection.strata.map(\.quota) == [8, 2, 2])
        #expect(selection.strata.map(\.unitCount) == [30, 30, 30])
    }

    @Test("prefers what costs more")
    func weights() throws {
        let units = (1...20).map { unit($0, .d, $0 <= 10 ? 10_000 : 1_000) }
        var dear = 0
        for seed in 0..<400 {
            dear += try SampleSelection(of: 5, from: units, seed: "\(seed)").numbers.count { $0 <= 10 }
        }
        // Ten elevenths of the money: 4.5 of 5 on average.
        #expect((1_700...1_900).contains(dear), "\(dear)")
    }

    @Test("of another seed is another")
    func seeds() throws {
        let units = (1...100).map { unit($0, .d, 1_000) }
        let samples = try Set((0..<20).map { try SampleSelection(of: 10, from: units, seed: "\($0)").numbers })
        #expect(samples.count == 20)
    }

    @Test("leaves as a bag with the seal of the whole dossier")
    func bag() async throws {
        try await withSampleVault { vault, folder, _ in
            try await vault.attachSample(
                try (0..<8).map { try folder.appending("f\($0)").write(sampleBytes(100 + $0)) })
            let path = folder.appending("sample.zip")
            let export = try await vault.exportDossier(
                .sample, to: path, as: .zip, scope: .sample(DocVault.Sample(size: 3, seed: "2026-11-21")))
            #expect(export.rowCount == 3)
            let bag = try UnpackedBag(path, .zip, in: folder)
            let manifest = String(
                decoding: try bag.path.appending("data/80_sample/dossier/manifest-sha256.txt").contents(), as: UTF8.self
            )
            let own = String(decoding: try bag.path.appending("manifest-sha256.txt").contents(), as: UTF8.self)
            let pieces = own.split(separator: "\n").filter { $0.contains("/E01/") && !$0.hasSuffix(".json") }
            #expect(pieces.count == 3)
            for piece in pieces { #expect(manifest.contains(piece)) }
            let folderOfSeal = bag.path.appending("data/80_sample/dossier")
            try run(
                "/usr/bin/env", "openssl", "cms", "-verify", "-binary", "-inform", "DER", "-in",
                folderOfSeal.appending("seal/tagmanifest-sha256.txt.p7s").string, "-content",
                folderOfSeal.appending("tagmanifest-sha256.txt").string, "-CAfile",
                folderOfSeal.appending("seal/certificates.pem").string, "-partial_chain", "-no_check_time", "-purpose",
                "any", "-out", "/dev/null")
        }
    }
}
