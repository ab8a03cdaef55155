import Testing
import VaultTestSupport

@testable import DocVault

/// Everything that can happen to a document, in any order, against a model: promise 5, and that what may go does go.
@Suite("Whatever happens, in whatever order")
struct RetentionPropertyTests {
    @Test("nothing goes early, and what is eligible and approved goes", arguments: 0..<6)
    func interleavings(_ round: Int) async throws {
        let generator = SeededGenerator(for: "retention, round \(round)")
        var run = try await Run(SeededGenerator(seed: generator.seed &+ UInt64(round)))
        for _ in 0..<120 { try await run.step() }
        try await run.finish()
    }

    /// One run: a vault, the model of it, and what is under way.
    private struct Run {
        let catalog: CutDatabase
        let blobs = InMemoryBlobStore()
        let stage: RetentionStage
        var model = RetentionModel()
        var seed: SeededGenerator
        var proposed: [(code: DispositionCode, list: Digest)] = []
        var approved: [(code: DispositionCode, on: CivilDate)] = []

        init(_ seed: SeededGenerator) async throws {
            self.seed = seed
            catalog = CutDatabase(over: try SQLiteDatabase.inMemory())
            stage = try await RetentionStage(blobs: blobs, database: catalog)
            for (index, end) in ["2018-06-30", "2020-02-29", "2026-12-31", "2019-01-31"].enumerated() {
                let isStateAid = index == 3
                let code = try await stage.importDossier(
                    "2026-TEST-0\(index + 1)", endingOn: end,
                    regimes: isStateAid ? "\"regional\", \"stateAid\"" : "\"regional\"")
                model.dossiers.append(
                    RetentionModel.Dossier(code: code, isStateAid: isStateAid, awardEnd: CivilDate(end)!))
            }
        }

        private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &seed) }
        private var today: CivilDate { stage.clock.now().dayInBrussels }

        mutating func step() async throws {
            switch pick(20) {
            case 0..<5: try await attach()
            case 5: try await amend()
            case 6: try await recordAid()
            case 7: try await placeHold()
            case 8, 9, 10: try await liftHold()
            case 11, 12: try await propose()
            case 13, 14: try await approve()
            case 15, 16: try await execute()
            case 17: try await collect()
            default: stage.clock.advance(bySeconds: Int64(pick(500)) * 86_400)
            }
            try await check()
        }

        private mutating func attach() async throws {
            let (dossier, content) = (pick(model.dossiers.count), "content \(pick(8))")
            let requirement = pick(2) == 0 ? RequirementCode.e01 : .e02
            let id = try await stage.attach(
                content, named: "file \(pick(1_000_000))", to: requirement, of: model.dossiers[dossier].code)
            guard !model.pieces.contains(where: { $0.id == id }) else { return }
            model.pieces.append(
                RetentionModel.Piece(id: id, dossier: dossier, requirement: requirement, content: content))
        }

        private mutating func amend() async throws {
            let dossier = pick(model.dossiers.count)
            let end = CivilDate(daysSince1970: CivilDate("2018-01-01")!.daysSince1970 + pick(4_000))
            try await stage.agent.amend(
                model.dossiers[dossier].code, .awardEnd(end), effectiveOn: today, basis: "a decree")
            model.dossiers[dossier].awardEnd = end
        }

        private mutating func recordAid() async throws {
            let day = CivilDate(daysSince1970: CivilDate("2015-01-01")!.daysSince1970 + pick(3_000))
            let before = model.dossiers[3].lastAid
            _ = try await stage.agent.recordFact(.aid, on: day, of: model.dossiers[3].code, basis: "a letter")
            model.dossiers[3].lastAid = max(day, before ?? day)
        }

        private mutating func placeHold() async throws {
            guard model.holds.count(where: { $0.lifted == nil }) < 3, let piece = model.live.randomElement(using: &seed)
            else { return }
            let code = model.dossiers[piece.dossier].code
            let scopes: [(LegalHold.Scope, @Sendable (RetentionModel.Piece) -> Bool)] = [
                (.dossier(code), { $0.dossier == piece.dossier }), (.document(piece.id), { $0.id == piece.id }),
                (
                    .requirement(piece.requirement, of: code),
                    { $0.dossier == piece.dossier && $0.requirement == piece.requirement }
                ), (.programme("TEST"), { _ in true }),
            ]
            let (scope, covers) = scopes[pick(scopes.count)]
            let effect = LegalHold.Effect.allCases[pick(3)]
            let hold = try await stage.manager.placeHold(
                NewHold(over: [scope], effect: effect, authority: "a court", reason: "a case"))
            model.holds.append(
                RetentionModel.Hold(code: hold.code, covers: covers, effect: effect, placed: today))
        }

        private mutating func liftHold() async throws {
            guard let index = model.holds.indices.filter({ model.holds[$0].lifted == nil }).randomElement(using: &seed)
            else { return }
            let who = model.holds[index].asked ? stage.colleague : stage.manager
            let hold = try await who.liftHold(model.holds[index].code, reason: "over")
            model.holds[index].asked = true
            if !hold.isActive { model.holds[index].lifted = today }
        }

        private mutating func propose() async throws {
            do {
                let found = try await stage.manager.proposeDisposition(.destroy, of: .everything, reason: "it is time")
                proposed.append((found.code, found.listDigest))
            } catch VaultError.retentionRefused(.nothingToDispose) {}
        }

        private mutating func approve() async throws {
            guard let (code, list) = proposed.popLast() else { return }
            let found = try await stage.colleague.approveDisposition(code, list: list, authorisation: "AG-1")
            approved.append((code, try #require(found.executableOn)))
        }

        /// Executes a case, most times cut off somewhere and begun again.
        private mutating func execute() async throws {
            guard let (code, day) = approved.popLast() else { return }
            stage.clock.advance(bySeconds: Int64(max(0, day.daysSince1970 - today.daysSince1970)) * 86_400)
            let items = try await stage.manager.disposition(code).1
            let mayGo = Set(
                model.live.filter { piece in model.eligibleOn(piece).map { $0 <= today } ?? false }.map(\.id))
            let cut = pick(12)
            catalog.cut(after: cut)
            do {
                _ = try await stage.manager.executeDisposition(code)
            } catch is Cut {}
            catalog.cut(after: nil)
            // Whoever starts again sees only what is in the catalog.
            do {
                #expect(try await stage.colleague.executeDisposition(code).isFinished)
            } catch VaultError.stateForbids {
                // The first attempt came to its end.
            }
            for item in items where mayGo.contains(item.document) {
                let index = try #require(model.pieces.firstIndex { $0.id == item.document })
                model.pieces[index].isDisposed = true
            }
        }

        private func collect() async throws { _ = try await stage.vault.collect(ages: .immediate) }

        /// Every piece is there whole, or disposed of, as the model says; and its day is the one of the model.
        private func check() async throws {
            for piece in model.pieces {
                #expect(try await stage.isDisposed(piece.id) == piece.isDisposed, "seed \(seed.seed): \(piece.id)")
                guard !piece.isDisposed else { continue }
                let blob = try await stage.vault.blob(of: piece.id)
                var bytes: [UInt8] = []
                try await blobs.read(blob.digest) { bytes += $0 }
                #expect(bytes == Array(piece.content.utf8), "seed \(seed.seed)")
                let told = try await stage.vault.explainRetention(of: piece.id).eligibleOn
                #expect(told == model.eligibleOn(piece), "seed \(seed.seed): \(piece.id)")
            }
        }

        /// At the end nothing is left that nothing refers to, the lists agree with the facts, and the journal is whole.
        mutating func finish() async throws {
            for _ in 0..<3 { try await collect() }
            let kept = Set(model.live.map(\.content))
            for content in (0..<8).map({ "content \($0)" }) {
                let digest = try DigestHasher.digest(of: Array(content.utf8))
                #expect(try await (blobs.descriptor(of: digest) != nil) == kept.contains(content), "seed \(seed.seed)")
            }
            try await stage.expectCurrent()
        }
    }
}
