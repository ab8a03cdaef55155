import Testing
import VaultTestSupport

@testable import DocVault

/// Nothing is disposed of but by a case: proposed by one, approved by another, executed after a grace.
@Suite("A disposition")
struct DispositionTests {
    /// A dossier whose time is over, with three documents.
    private func overdue() async throws -> (RetentionStage, [Document.ID]) {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2019-06-30")
        var documents: [Document.ID] = []
        for content in ["one", "two", "three"] { documents.append(try await stage.attach(content, named: content)) }
        return (stage, documents)
    }

    @Test("is approved by a second person, for the list that they have seen")
    func approval() async throws {
        let (stage, documents) = try await overdue()
        let proposed = try await stage.manager.proposeDisposition(.destroy, of: .everything, reason: "it is time")
        #expect(proposed.documentCount == 3 && proposed.state == .proposed)
        await #expect(throws: VaultError.refused(.ownProposal)) {
            _ = try await stage.manager.approveDisposition(
                proposed.code, list: proposed.listDigest, authorisation: "AG-1")
        }
        let (_, items) = try await stage.colleague.disposition(proposed.code)
        #expect(Set(items.map(\.document)) == Set(documents))
        let reviewed = try await stage.manager.reviewDisposition(
            proposed.code, excluding: [documents[1]], reason: "of historical interest")
        #expect(reviewed.listDigest != proposed.listDigest)
        await #expect(throws: VaultError.retentionRefused(.listChanged(proposed.code))) {
            _ = try await stage.colleague.approveDisposition(
                proposed.code, list: proposed.listDigest, authorisation: "AG-1")
        }
        await #expect(throws: VaultError.retentionRefused(.authorisationMissing)) {
            _ = try await stage.colleague.approveDisposition(
                proposed.code, list: reviewed.listDigest, authorisation: " ")
        }
        let approved = try await stage.colleague.approveDisposition(
            proposed.code, list: reviewed.listDigest, authorisation: "AG-1")
        #expect(approved.state == .approved)
        // A list that changes after that is another list.
        let changed = try await stage.colleague.reviewDisposition(
            proposed.code, excluding: [documents[2]], reason: "asked for")
        #expect(changed.state == .proposed && changed.approvedBy == nil && changed.executableOn == nil)
    }

    @Test("waits for its grace")
    func grace() async throws {
        let (stage, _) = try await overdue()
        let proposed = try await stage.manager.proposeDisposition(.destroy, of: .everything, reason: "it is time")
        await #expect(throws: VaultError.self) { _ = try await stage.manager.executeDisposition(proposed.code) }
        let approved = try await stage.colleague.approveDisposition(
            proposed.code, list: proposed.listDigest, authorisation: "AG-1")
        let day = try #require(approved.executableOn)
        #expect(day == CivilDate("2026-11-21")!.adding(RetentionPolicy.shipped.disposition.grace))
        await #expect(throws: VaultError.retentionRefused(.graceNotOver(proposed.code, until: day))) {
            _ = try await stage.manager.executeDisposition(proposed.code)
        }
        // A clock that goes back gives nothing earlier and nothing later.
        stage.go(to: "2010-01-01")
        await #expect(throws: VaultError.retentionRefused(.graceNotOver(proposed.code, until: day))) {
            _ = try await stage.manager.executeDisposition(proposed.code)
        }
        stage.go(to: day.description)
        #expect(try await stage.manager.executeDisposition(proposed.code).disposition.state == .executed)
    }

    @Test("takes only what may be disposed of today, each document in one open case")
    func selection() async throws {
        let (stage, documents) = try await overdue()
        let other = try await stage.importDossier("2026-TEST-02")
        try await stage.attach("kept", of: other)
        await #expect(throws: VaultError.retentionRefused(.nothingToDispose)) {
            _ = try await stage.manager.proposeDisposition(.destroy, of: .dossiers([other]), reason: "it is time")
        }
        await #expect(throws: VaultError.retentionRefused(.nothingToDispose)) {
            _ = try await stage.manager.proposeDisposition(.transfer, of: .everything, reason: "it is time")
        }
        let preview = try await stage.manager.simulateDisposition(.destroy, of: .everything)
        #expect(preview.documentCount == 3 && preview.keptCount == 1 && preview.dossiers == [.sample: 3])
        let first = try await stage.manager.proposeDisposition(.destroy, of: .everything, reason: "it is time")
        #expect(try await stage.manager.simulateDisposition(.destroy, of: .everything).takenCount == 3)
        await #expect(throws: VaultError.retentionRefused(.nothingToDispose)) {
            _ = try await stage.manager.proposeDisposition(.destroy, of: .everything, reason: "again")
        }
        _ = try await stage.colleague.cancelDisposition(first.code, reason: "not now")
        let second = try await stage.colleague.proposeDisposition(.destroy, of: .everything, reason: "now")
        #expect(second.documentCount == documents.count && second.code != first.code)
    }

    @Test("a clock ten years ahead disposes of nothing by itself")
    func clockAhead() async throws {
        let (stage, documents) = try await overdue()
        let blobs = try await documents.asyncMap { try await stage.vault.blob(of: $0) }
        stage.go(to: "2036-11-21")
        _ = try await stage.vault.collect(ages: .immediate)
        _ = try await stage.vault.collect(ages: .immediate)
        _ = try await stage.vault.collect(ages: .immediate)
        for blob in blobs { #expect(try await stage.vault.blob(blob.digest) == blob) }
    }

    @Test("leaves tombstones that name nobody, ends the link of shared bytes, and removes the others")
    func execution() async throws {
        let (stage, documents) = try await overdue()
        let other = try await stage.importDossier("2026-TEST-02")
        let shared = try await stage.attach("two", named: "shared", of: other)
        let digests = try await documents.asyncMap { try await stage.vault.blob(of: $0).digest }
        let code = try await stage.approved()
        let execution = try await stage.manager.executeDisposition(code)
        #expect(execution.isFinished && execution.disposition.state == .executed)
        #expect(execution.disposition.counts == [.destroyed: 2, .linkEnded: 1])
        for document in documents { #expect(try await stage.isDisposed(document)) }
        #expect(try await stage.vault.blob(of: shared).digest == digests[1])
        for digest in [digests[0], digests[2]] {
            #expect(try await stage.vault.blobs.descriptor(of: digest) == nil)
            await #expect(throws: VaultError.blobNotFound(digest)) { try await stage.vault.blob(digest) }
        }
        #expect(try await stage.vault.find(.name("one")) == [])
        let history = try await stage.vault.history(of: .sample)
        let pieces = history.standing?.requirements["E01"]?.pieces ?? []
        #expect(pieces.map(\.disposition) == Array(repeating: code.text, count: 3))
        // The same proof may come again; it is another document then.
        let again = try await stage.attach("one", named: "one")
        #expect(!documents.contains(again))
        #expect(try await stage.vault.blob(of: again).digest == digests[0])
        #expect(try await stage.isDisposed(documents[0]))
    }

    @Test("keeps what a hold or a duty stands against when its turn comes, and only that")
    func blocked() async throws {
        let (stage, documents) = try await overdue()
        let code = try await stage.approved()
        _ = try await stage.manager.placeHold(
            NewHold(over: [.document(documents[1])], effect: .block, authority: "a court", reason: "a case"))
        let execution = try await stage.colleague.executeDisposition(code)
        #expect(execution.disposition.state == .partlyExecuted)
        #expect(execution.disposition.counts == [.destroyed: 2, .blocked: 1])
        #expect(try await !stage.isDisposed(documents[1]))
        let (_, items) = try await stage.manager.disposition(code)
        #expect(items.first { $0.document == documents[1] }?.reason == "hold:H-2026-001")
    }

    @Test("gives no sign of a confidential hold to others, not in the dossier's history either")
    func confidentialHold() async throws {
        let (stage, documents) = try await overdue()
        let code = try await stage.approved()
        _ = try await stage.manager.placeHold(
            NewHold(
                over: [.document(documents[1])], effect: .block, authority: "a court", reason: "a case",
                isConfidential: true))
        let execution = try await stage.colleague.executeDisposition(code)
        #expect(execution.disposition.counts == [.destroyed: 2, .blocked: 1])
        let history = try await stage.agent.history(of: .sample)
        #expect(history.entries.count { $0.action == "document.disposed" } == 2)
        #expect(!history.entries.contains { $0.action == "document.kept" || $0.action.hasPrefix("hold.") })
        let (_, items) = try await stage.manager.disposition(code)
        #expect(items.first { $0.document == documents[1] }?.reason == "hold")
    }

    @Test("is stopped by a fact that came after its approval")
    func laterFact() async throws {
        let (stage, documents) = try await overdue()
        let code = try await stage.approved()
        try await stage.agent.amend(
            .sample, .awardEnd(CivilDate("2026-12-31")!), effectiveOn: CivilDate("2019-06-30")!, basis: "decree 2")
        let execution = try await stage.colleague.executeDisposition(code)
        #expect(execution.disposition.counts == [.blocked: 3])
        for document in documents { #expect(try await !stage.isDisposed(document)) }
    }
}

extension Sequence {
    fileprivate func asyncMap<Value>(_ transform: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await transform(element)) }
        return values
    }
}
