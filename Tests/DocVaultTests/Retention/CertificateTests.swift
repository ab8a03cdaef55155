import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// What proves a disposition to somebody who trusts nobody.
@Suite("A certificate of disposition")
struct CertificateTests {
    /// Lends the folder of a certificate of two documents, one of which was kept.
    private func withCertificate(_ body: (_ folder: FilePath, _ stage: ActStage) async throws -> Void) async throws {
        try await ActStage.lend { (stage) async throws in
            let vault = stage.owner
            let end = try await vault.triggerFacts(of: .sample)[0]
            _ = try await vault.correctFact(end.id, to: CivilDate("2018-12-31")!, of: .sample, basis: "a slip")
            _ = try await stage.attach("salary of somebody with a name")
            let kept = try await stage.attach("kept", to: .e02)
            let proposed = try await vault.proposeDisposition(.destroy, of: .everything, reason: "it is time")
            let context = ActContext(operator: "colleague", request: IdentifierSource(clock: stage.clock).next())
            _ = try await vault.acting(as: context).approveDisposition(
                proposed.code, list: proposed.listDigest, authorisation: "AG-1")
            _ = try await vault.placeHold(
                NewHold(over: [.document(kept)], effect: .block, authority: "a court", reason: "a case"))
            stage.clock.advance(bySeconds: 60 * 86_400)
            _ = try await vault.executeDisposition(proposed.code)
            let folder = stage.folder.removingLastComponent().appending("certificate")
            try await vault.writeCertificate(of: proposed.code, to: folder)
            try await body(folder, stage)
        }
    }

    private func contents(_ folder: FilePath, _ name: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: URL(fileURLWithPath: folder.appending(name).string)))
    }

    @Test("is verified without a vault, and tells what became of each document")
    func verified() async throws {
        try await withCertificate { folder, stage in
            let bytes = try contents(folder, "certificate.json")
            #expect(CertificateVerifier.isCertificate(bytes))
            let report = try CertificateVerifier(keys: nil, authorities: nil).verify(bytes)
            #expect(report.disposition == "DC-2026-001")
            #expect(report.counts == ["destroyed": 1, "blocked": 1])
            for language in Language.allCases {
                let page = String(
                    decoding: try contents(folder, "certificate_\(language.rawValue).html"), as: UTF8.self)
                #expect(page.contains("DC-2026-001") && !page.contains("<script"))
                #expect(page.contains(DispositionItem.State.destroyed.sentence.text(in: language)))
            }
        }
    }

    @Test("names nobody and no file, and says by when each copy is gone")
    func noNames() async throws {
        try await withCertificate { folder, stage in
            let text = String(decoding: try contents(folder, "certificate.json"), as: UTF8.self)
            #expect(!text.contains("proof.txt"))
            let certificate = try JSONDecoder().decode(Certificate.self, from: Data(text.utf8))
            let event = try CanonicalJSON(canonical: Array(certificate.event.utf8))
            let copies = try #require(event.members?["after"]?.members?["copies"]?.items)
            #expect(copies.count == 2)
            let day = stage.clock.now().dayInBrussels
            #expect(copies[0].members?["goneOn"]?.text == day.description)
            #expect(
                copies[1].members?["goneBy"]?.text
                    == day.adding(RetentionPolicy.shipped.backups.keptFor)?.description)
        }
    }

    @Test("proves nothing once an outcome, a digest or the event is another one")
    func changed() async throws {
        try await withCertificate { folder, _ in
            let text = String(decoding: try contents(folder, "certificate.json"), as: UTF8.self)
            let verifier = try CertificateVerifier(keys: nil, authorities: nil)
            let changes = [
                text.replacing("\"blocked\"", with: "\"destroyed\""),
                text.replacing(/"digest"\s*:\s*"sha256:./) { "\($0.0.dropLast())" + ($0.0.last == "0" ? "1" : "0") },
                text.replacing("it is time", with: "it is late"),
            ]
            for change in changes {
                #expect(change != text)
                #expect(throws: ReceiptFlaw.self) { try verifier.verify(Array(change.utf8)) }
            }
            #expect(throws: ReceiptFlaw.self) { try verifier.verify(Array("{}".utf8)) }
        }
    }

    @Test("is written after the case is executed, not before")
    func tooEarly() async throws {
        try await ActStage.lend { (stage) async throws in
            let end = try await stage.owner.triggerFacts(of: .sample)[0]
            _ = try await stage.owner.correctFact(end.id, to: CivilDate("2018-12-31")!, of: .sample, basis: "a slip")
            _ = try await stage.attach()
            let proposed = try await stage.owner.proposeDisposition(.destroy, of: .everything, reason: "it is time")
            let folder = stage.folder.removingLastComponent().appending("certificate")
            await #expect(throws: VaultError.self) {
                try await stage.owner.writeCertificate(of: proposed.code, to: folder)
            }
            await #expect(throws: VaultError.retentionRefused(.dispositionNotFound(DispositionCode("DC-1999-001")!))) {
                try await stage.owner.writeCertificate(of: DispositionCode("DC-1999-001")!, to: folder)
            }
        }
    }

    @Test("leaves no receipt that would prove nothing: a new one for a list is refused, and one that was given holds")
    func receipts() async throws {
        try await ActStage.lend { (stage) async throws in
            let owner = stage.owner
            try await stage.attachAll()
            let submission = try await owner.submit(.e01, of: .sample, reason: "all there is")
            let folder = stage.folder.removingLastComponent().appending("receipt")
            try await owner.writeReceipt(for: Deposit.ID(submission.id.uuid), to: folder)
            let end = try await owner.triggerFacts(of: .sample)[0]
            _ = try await owner.correctFact(end.id, to: CivilDate("2018-12-31")!, of: .sample, basis: "a slip")
            let proposed = try await owner.proposeDisposition(.destroy, of: .everything, reason: "it is time")
            let context = ActContext(operator: "colleague", request: IdentifierSource(clock: stage.clock).next())
            _ = try await owner.acting(as: context).approveDisposition(
                proposed.code, list: proposed.listDigest, authorisation: "AG-1")
            stage.clock.advance(bySeconds: 60 * 86_400)
            _ = try await owner.executeDisposition(proposed.code)
            let given = try contents(folder, "receipt.json")
            #expect(try ReceiptVerifier(keys: nil, authorities: nil).verify(given, files: []).pieceCount == 3)
            do {
                try await owner.writeReceipt(for: Deposit.ID(submission.id.uuid), to: folder)
                Issue.record("a receipt of names that are gone")
            } catch VaultError.retentionRefused(.documentDisposed) {}
        }
    }

    @Test("is of an event that cannot be erased")
    func notErasable() async throws {
        try await withCertificate { _, stage in
            let found = try await stage.owner.dispositions()[0]
            let event = try #require(found.certificateEvent)
            await #expect(throws: VaultError.eventNotErasable(event)) {
                try await stage.owner.eraseEvent(event, reason: "asked for by a person")
            }
        }
    }

    @Test("stands beside an export that shows tombstones")
    func export() async throws {
        try await withCertificate { _, stage in
            let archive = stage.folder.removingLastComponent().appending("dossier.zip")
            let export = try await stage.owner.exportDossier(.sample, to: archive, as: .zip)
            #expect(export.pieceCount == 1)
            let report = try await BagVerifier(executor: BlockingExecutor(width: 2)).verify(archive)
            #expect(report.isValid)
        }
    }
}
