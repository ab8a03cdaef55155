import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// A policy is put into force by those who answer for it; one that shortens takes two of them.
@Suite("Adopting a policy")
struct PolicyAdoptionTests {
    private func scene() async throws -> (RetentionStage, Document.ID) {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2026-06-30")
        return (stage, try await stage.attach("an invoice"))
    }

    @Test("that lengthens takes one person, and every duty follows at once")
    func lengthening() async throws {
        let (stage, document) = try await scene()
        let longer = try PolicyEdit.next(("P7Y", "P10Y"))
        let adoption = try await stage.manager.adoptPolicy(longer)
        #expect(adoption.isInForce && adoption.version == 2 && adoption.isFileCurrent)
        #expect(adoption.tally.lengthenedCount == 1 && adoption.tally.shortenedCount == 0)
        #expect(try await stage.manager.retentionPolicy() == longer)
        #expect(try await stage.eligibleOn(document) == "2036-07-01")
        try await stage.expectCurrent()
        // Dossiers that come later are under it as well.
        let later = try await stage.importDossier("2026-TEST-02", endingOn: "2026-06-30")
        #expect(try await stage.eligibleOn(try await stage.attach("another", of: later)) == "2036-07-01")
        let event = try #require(try await events(stage).last { $0.contains("policy.adopted") })
        #expect(event.contains(#""lengthenedCount":1,"shortenedCount":0,"version":2"#))
        #expect(event.contains(#""before":{"digest":"\#(try RetentionPolicy.shipped.digest())","version":1}"#))
        #expect(event.contains(#""subject":{"id":"\#(try longer.digest())","kind":"policy"}"#))
    }

    @Test("is of the next version only")
    func version() async throws {
        let (stage, document) = try await scene()
        for version in [1, 3, 20] {
            let policy = try PolicyEdit.version(version, ("P7Y", "P10Y"))
            await #expect(throws: VaultError.retentionRefused(.policyVersion(found: version, expected: 2))) {
                _ = try await stage.manager.adoptPolicy(policy)
            }
        }
        #expect(try await stage.eligibleOn(document) == "2033-07-01")
        _ = try await stage.manager.adoptPolicy(try PolicyEdit.version(2, ("P7Y", "P10Y")))
        await #expect(throws: VaultError.retentionRefused(.policyVersion(found: 2, expected: 3))) {
            _ = try await stage.manager.adoptPolicy(try PolicyEdit.version(2, ("P7Y", "P10Y")))
        }
        _ = try await stage.manager.adoptPolicy(try PolicyEdit.version(3, ("P7Y", "P12Y")))
        #expect(try await stage.eligibleOn(document) == "2038-07-01")
        try await stage.expectCurrent()
    }

    @Test("names another version of each schedule that it changes")
    func scheduleVersion() async throws {
        let (stage, _) = try await scene()
        let file = try PolicyEdit.file()
        let first = try #require(file.firstRange(of: "\"version\": 1,"))
        let second = file.replacingCharacters(in: first, with: "\"version\": 2,").replacing("P7Y", with: "P10Y")
        let policy = try RetentionPolicy(parsing: Array(second.utf8))
        await #expect(throws: VaultError.retentionRefused(.scheduleVersion(ScheduleCode("ACC-7")!))) {
            _ = try await stage.manager.adoptPolicy(policy)
        }
    }

    @Test("that shortens is refused, until two persons say that it is meant")
    func shortening() async throws {
        let (stage, document) = try await scene()
        let shorter = try PolicyEdit.next(("P7Y", "P5Y"))
        for vault in [stage.manager, stage.colleague] {
            await #expect(throws: VaultError.retentionRefused(.policyShortens(documentCount: 1))) {
                _ = try await vault.adoptPolicy(shorter)
            }
        }
        let proposal = try await stage.manager.adoptPolicy(shorter, acceptingShortening: true)
        #expect(!proposal.isInForce && proposal.tally.shortenedCount == 1)
        #expect(try await stage.eligibleOn(document) == "2033-07-01")
        #expect(try await stage.manager.retentionPolicy() == .shipped)
        // Asking again is no second opinion, and the attempt is told.
        await #expect(throws: VaultError.refused(.ownProposal)) {
            _ = try await stage.manager.adoptPolicy(shorter, acceptingShortening: true)
        }
        let refusal = try #require(try await events(stage).last)
        #expect(refusal.contains(#""act":"policy.adopt","reason":"ownProposal""#))
        await #expect(throws: VaultError.retentionRefused(.policyShortens(documentCount: 1))) {
            _ = try await stage.colleague.adoptPolicy(shorter)
        }
        await #expect(throws: VaultError.refused(.recordsManagerOnly)) {
            _ = try await stage.agent.adoptPolicy(shorter, acceptingShortening: true)
        }
        let adoption = try await stage.colleague.adoptPolicy(shorter, acceptingShortening: true)
        #expect(adoption.isInForce)
        #expect(try await stage.eligibleOn(document) == "2031-07-01")
        try await stage.expectCurrent()
        let actions = try await events(stage).filter { $0.contains(#""kind":"policy""#) }
        #expect(actions.map { $0.contains("policy.proposed") } == [true, false])
    }

    @Test("shortens as well where held documents would go earlier, or get a day, or may be destroyed after all")
    func shorteningInOtherWays() async throws {
        let (stage, document) = try await scene()
        _ = try await stage.manager.placeHold(
            NewHold(over: [.document(document)], effect: .block, authority: "a court", reason: "a case"))
        await #expect(throws: VaultError.retentionRefused(.policyShortens(documentCount: 1))) {
            _ = try await stage.manager.adoptPolicy(try PolicyEdit.next(("P7Y", "P5Y")))
        }
        let transfer = ("\"action\": \"destroy\"", "\"action\": \"transfer\"")
        _ = try await stage.manager.adoptPolicy(try PolicyEdit.next(transfer))
        await #expect(throws: VaultError.retentionRefused(.policyShortens(documentCount: 1))) {
            _ = try await stage.manager.adoptPolicy(try PolicyEdit.version(3, ("P7Y", "P10Y")))
        }
        _ = try await stage.manager.adoptPolicy(try PolicyEdit.version(3, transfer, ("P7Y", "P10Y")))
        try await stage.expectCurrent()
    }

    @Test("that waits ends when another file is handed in")
    func replaced() async throws {
        let (stage, document) = try await scene()
        let (first, second) = (try PolicyEdit.next(("P7Y", "P5Y")), try PolicyEdit.next(("P7Y", "P6Y")))
        _ = try await stage.manager.adoptPolicy(first, acceptingShortening: true)
        #expect(try await stage.colleague.adoptPolicy(second, acceptingShortening: true).isInForce == false)
        let event = try #require(try await events(stage).last)
        #expect(event.contains(#""withdrawn":"\#(try first.digest())""#))
        // The first one is a new proposal now, whoever made it before.
        #expect(try await stage.manager.adoptPolicy(first, acceptingShortening: true).isInForce == false)
        #expect(try await stage.manager.adoptPolicy(second, acceptingShortening: true).isInForce == false)
        // One that lengthens needs no second person, and ends what waits.
        _ = try await stage.manager.adoptPolicy(try PolicyEdit.next(("P7Y", "P9Y")))
        #expect(try await stage.eligibleOn(document) == "2035-07-01")
        await #expect(throws: VaultError.retentionRefused(.policyVersion(found: 2, expected: 3))) {
            _ = try await stage.colleague.adoptPolicy(second, acceptingShortening: true)
        }
        try await stage.expectCurrent()
    }

    @Test("takes two persons each time where the policy in force says so")
    func fourEyes() async throws {
        let (stage, document) = try await scene()
        let strict = ("\"shortenPolicy\"]", "\"shortenPolicy\", \"adoptPolicy\"]")
        // The one that asks for it is adopted as the one before it says.
        #expect(try await stage.manager.adoptPolicy(try PolicyEdit.next(strict)).isInForce)
        let longer = try PolicyEdit.version(3, ("P7Y", "P10Y"))
        #expect(try await stage.manager.adoptPolicy(longer).isInForce == false)
        #expect(try await stage.eligibleOn(document) == "2033-07-01")
        await #expect(throws: VaultError.refused(.ownProposal)) { _ = try await stage.manager.adoptPolicy(longer) }
        #expect(try await stage.colleague.adoptPolicy(longer).isInForce)
        #expect(try await stage.eligibleOn(document) == "2036-07-01")
        try await stage.expectCurrent()
    }

    @Test("in a vault whose policy was never recorded puts all its duties in order first")
    func unrecorded() async throws {
        let stage = try await RetentionStage()
        #expect(try await stage.manager.adoptPolicy(try PolicyEdit.next(("P7Y", "P5Y"))).isInForce)
        try await stage.importDossier(endingOn: "2026-06-30")
        #expect(try await stage.eligibleOn(try await stage.attach("an invoice")) == "2031-07-01")
        try await stage.expectCurrent()
    }

    @Test("brings the file in the folder up to date, and the doctor does what a crash left undone")
    func file() async throws {
        try await withTemporaryDirectory { directory in
            let path = directory.appending("vault")
            try await VaultFolder.create(at: path, clock: FixedClock())
            let folder = try VaultFolder(opening: path)
            let vault = try Vault.open(folder, clock: FixedClock())
            let longer = try PolicyEdit.next(("P7Y", "P10Y"))
            #expect(try SourceFile(folder.policy).bytes() == RetentionPolicy.shipped.file)
            _ = try await vault.adoptPolicy(longer)
            #expect(try SourceFile(folder.policy).bytes() == longer.file)
            try FileManager.default.removeItem(atPath: folder.policy.string)
            var note = try #require(try await vault.examine(folder).first { $0.what == .policy })
            #expect(!note.needsAttention && note.sentence.text(in: .en).contains("brought up to date"))
            #expect(try SourceFile(folder.policy).bytes() == longer.file)
            // Adopting succeeds where the file cannot be written.
            try FileManager.default.removeItem(atPath: folder.policy.string)
            try FileManager.default.createDirectory(atPath: folder.policy.string, withIntermediateDirectories: false)
            let adoption = try await vault.adoptPolicy(try PolicyEdit.version(3, ("P7Y", "P12Y")))
            #expect(adoption.isInForce && !adoption.isFileCurrent)
            note = try #require(try await vault.examine(folder).first { $0.what == .policy })
            #expect(note.needsAttention && note.sentence.text(in: .en).contains("version 3"))
        }
    }

    @Test("changes the ages that the collector goes by")
    func ages() async throws {
        let stage = try await RetentionStage()
        _ = try await stage.manager.adoptPolicy(try PolicyEdit.next(("\"grace\": \"P2D\"", "\"grace\": \"P5D\"")))
        let terms = try await stage.manager.retentionPolicy().collection
        #expect(CollectionAges(terms).grace == .seconds(5 * 86_400))
        #expect(CollectionAges(terms).quarantine == .seconds(90 * 86_400))
    }

    /// The events of the vault in canonical JSON, the first one first.
    private func events(_ stage: RetentionStage) async throws -> [String] {
        try await stage.vault.database.view(.readJournal, by: stage.vault.context) { connection, _ in
            var events: [String] = []
            try JournalRecords.forEach(in: connection) { event in
                events.append(String(decoding: event.opening?.body ?? [], as: UTF8.self))
            }
            return events
        }
    }
}
