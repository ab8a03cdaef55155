import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// A dossier in several volumes, each a bag by itself.
@Suite("A group of bags")
struct GroupTests {
    @Test("is verified as a whole, named one by one or by its folder", arguments: [true, false])
    func whole(_ arePacked: Bool) async throws {
        try await withVolumes(arePacked) { volumes, folder in
            for paths in [volumes, volumes.reversed(), [folder]] {
                let report = try await verify(paths)
                #expect(report.problems == [])
                #expect(report.isProved([.fixity, .seal, .journal, .completeness]))
                #expect(report.volumes.count == 3)
                #expect(report.bagName == "DV_2024-LAUNCH-07_group")
                #expect(report.statement.pieceCount == 5)
            }
        }
    }

    @Test("is not whole when a volume is missing, and one alone says so", arguments: 0..<3)
    func missing(_ number: Int) async throws {
        try await withVolumes(true) { volumes, _ in
            var others = volumes
            let one = others.remove(at: number)
            let report = try await verify(others)
            #expect(report.problems.map(\.kind) == [.missing])
            #expect(report.findings[.completeness] == .failed)
            let alone = try await verify([one])
            #expect(alone.problems == [])
            guard case .notChecked = alone.findings[.completeness] else {
                Issue.record("\(alone.findings)")
                return
            }
            let twice = try await verify([one] + volumes)
            #expect(twice.problems.map(\.kind) == [.repeated])
        }
    }

    @Test("names the volume of what is wrong")
    func damaged() async throws {
        try await withVolumes(false) { volumes, folder in
            let piece = volumes[1].appending("data/20_requirements/E01/round-01/0002_invoice_second.bin")
            try piece.write([1])
            let report = try await verify([folder])
            let name = volumes[1].lastComponent?.string ?? ""
            let path = "\(name)/data/20_requirements/E01/round-01/0002_invoice_second.bin"
            #expect(report.problems.map(\.path).contains(path))
            #expect(report.problems.allSatisfy { $0.path.hasPrefix(name) })
        }
    }

    @Test("does not take a volume of another")
    func other() async throws {
        try await withVolumes(true) { volumes, folder in
            var builder = try BagBuilder()
            builder.code = "2024-OTHER-01"
            builder.place = (2, 3)
            let stranger = try builder.build().pack(.zip, to: folder.appending("stranger.zip"))
            let report = try await verify([volumes[0], stranger, volumes[2]])
            let kinds = Set(report.problems.map(\.kind))
            #expect(kinds.isSuperset(of: [.incomplete, .missing, .unsealed]), "\(report.problems)")
        }
    }

    private func verify(_ paths: [FilePath]) async throws -> BagReport {
        try await BagVerifier(executor: BlockingExecutor()).verify(paths)
    }

    private func withVolumes(
        _ arePacked: Bool, _ body: ([FilePath], _ folder: FilePath) async throws -> Void
    ) async throws {
        var builder = try BagBuilder()
        for index in builder.pieces.indices { builder.pieces[index].volume = index < 2 ? 2 : 3 }
        try await withTemporaryDirectory { folder in
            var paths: [FilePath] = []
            for number in 1...3 {
                builder.place = (number, 3)
                let bag = try builder.build()
                paths.append(
                    arePacked
                        ? try bag.pack(.zip, to: folder.appending("export.v\(number)of3.zip"))
                        : try bag.write(into: folder))
            }
            try await body(paths, folder)
        }
    }
}
