import Foundation
import Testing
import VaultTestSupport

@testable import DocVault

/// How long the dossier of a bag is kept, told to programs and to people.
@Suite("The retention paper of a bag")
struct RetentionPaperTests {
    private static let path = "data/50_retention/retention.json"

    private func text(_ language: Language, _ papers: [String: [UInt8]]) -> String {
        String(decoding: papers["data/50_retention/retention_\(language.rawValue).txt"] ?? [], as: UTF8.self)
    }

    @Test("tells the duties, the facts they run from, and the policy they are computed by")
    func duties() async throws {
        let scene = try await PaperScene()
        let document = try await scene.stage.attach("one")
        let record = try #require(try await scene.json(Self.path))
        let explained = try await scene.stage.vault.explainRetention(of: document)
        #expect(record.at("lastDayKept")?.text == explained.documents[0].lastDayKept?.description)
        #expect(record.at("eligibleOn")?.text == explained.eligibleOn?.description)
        #expect(record.at("obligations")?.items?.count == explained.documents[0].obligations.count)
        #expect(record.at("obligations", "0", "citation", "source", "fr") != nil)
        #expect(record.at("facts")?.items?.count == explained.documents[0].facts.count)
        #expect(record.at("policy", "digest")?.text == (try RetentionPolicy.shipped.digest().description))
        #expect(record.at("tombstones")?.items?.count == 0)
        let papers = try await scene.papers()
        for language in Language.allCases {
            let told = text(language, papers)
            for obligation in explained.documents[0].obligations {
                let joined = told.replacing("\n", with: " ")
                #expect(joined.contains(obligation.explanation.text(in: language)), "\(language)")
            }
            #expect(told.split(separator: "\n").allSatisfy { $0.count <= 80 } && told.hasSuffix("\n"))
            #expect(record.at("explanation", language.rawValue)?.text?.isEmpty == false)
        }
    }

    @Test("gives no sign of a confidential hold, and tells the agency alone who ordered another")
    func holds() async throws {
        let scene = try await PaperScene()
        try await scene.stage.attach("one")
        var before: [Perspective: [String: [UInt8]]] = [:]
        for perspective in Perspective.allCases { before[perspective] = try await scene.papers(perspective) }
        _ = try await scene.stage.manager.placeHold(
            NewHold(
                over: [.dossier(.sample)], effect: .restart, authority: "the prosecutor", reason: "a secret",
                isConfidential: true))
        for perspective in Perspective.allCases {
            #expect(try await scene.papers(perspective) == before[perspective])
        }

        let scopes: [LegalHold.Scope] = [
            .requirement(.e01, of: .sample), .dossier(DossierCode(PaperScene.other)!),
        ]
        let hold = try await scene.stage.manager.placeHold(
            NewHold(over: scopes, effect: .block, authority: "the court", reason: "a case"))
        for perspective in Perspective.allCases {
            let papers = try await scene.papers(perspective)
            let record = String(decoding: try #require(papers[Self.path]), as: UTF8.self)
            #expect(record.contains(hold.code.text) && text(.en, papers).contains(hold.code.text))
            #expect(record.contains("the court") == (perspective == .agency))
            #expect(record.contains("a case") == (perspective == .agency))
            #expect(!papers.values.contains { String(decoding: $0, as: UTF8.self).contains(PaperScene.other) })
        }
        let record = try await scene.json(Self.path, for: .auditor, .requirement(.e02))
        #expect(record?.at("holds")?.items?.count == 0)
    }

    @Test("tells of every document that is gone, by which case, and what seals its certificate")
    func tombstones() async throws {
        let stage = try await RetentionStage()
        try await stage.importDossier(endingOn: "2019-06-30")
        let scene = PaperScene(over: stage)
        var documents: [Document.ID] = []
        for content in ["one", "two"] {
            documents.append(try await stage.attach(content, named: "\(content) Name.txt"))
        }
        let code = try await stage.approved(.dossiers([.sample]))
        let executed = try await stage.manager.executeDisposition(code)
        try await stage.attach("three", named: "three.txt", to: .e02)
        let record = try #require(try await scene.json(Self.path))
        let gone = record.at("tombstones")?.items ?? []
        #expect(Set(gone.compactMap { $0.at("document")?.text }) == Set(documents.map(\.description)))
        #expect(gone.allSatisfy { $0.at("disposition")?.text == code.text })
        #expect(record.at("dispositions", "0", "documentCount") == .integer(2))
        let event = try #require(executed.disposition.certificateEvent)
        #expect(record.at("dispositions", "0", "certificateEvent") == .integer(Int64(event)))
        let papers = try await scene.papers()
        #expect(text(.fr, papers).contains(code.text) && text(.fr, papers).contains("l'événement"))
        let premis = String(decoding: try #require(papers["metadata/premis.xml"]), as: UTF8.self)
        #expect(premis.ranges(of: ">deaccession<").count == 2)
        #expect(premis.ranges(of: "<originalName>").count == 1)
        #expect(!papers.values.contains { String(decoding: $0, as: UTF8.self).contains("Name.txt") })
    }
}
