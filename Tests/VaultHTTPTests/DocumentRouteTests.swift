import DocVault
import HTTPTypes
import Testing
import VaultTestSupport

@testable import DocVault
@testable import VaultHTTP

@Suite("Documents over HTTP")
struct DocumentRouteTests {
    @Test("are found by a part of their name and by their digest, page by page", arguments: [1, 2, 9])
    func found(_ limit: Int) async throws {
        try await ServiceStage.lend { stage in
            for number in 1...5 { try await stage.attach("bill \(number)", named: "Bill \(number).txt") }
            try await stage.attach("other", named: "other.txt")
            try await stage.attach("bill 1", named: "Bill 1.txt", to: "E02")
            for caller in ServiceStage.Caller.readers {
                let names = try await stage.walk("/api/v1/documents?query=bILL+", as: caller, limit: limit)
                #expect(
                    names.map { "\($0["requirement"]?.text ?? "") \($0["name"]?.text ?? "")" }
                        == (1...5).map { "E01 Bill \($0).txt" } + ["E02 Bill 1.txt"], "\(caller)")
                let digest = try #require(names.first?["digest"]?.text)
                let same = try await stage.walk("/api/v1/documents?query=\(digest)", as: caller, limit: limit)
                #expect(same.compactMap { $0["requirement"]?.text } == ["E01", "E02"], "\(caller)")
            }
            for caller in ServiceStage.Caller.strangers {
                #expect(try await stage.walk("/api/v1/documents?query=bill", as: caller, limit: limit) == [])
            }
            for query in ["", "?query=", "?query=%20"] {
                #expect(try await stage.get("/api/v1/documents\(query)", as: .agent).parameters == ["query"])
            }
            #expect(try await stage.walk("/api/v1/documents?query=%25", as: .agent, limit: limit) == [])
        }
    }

    @Test("are shown with where they are used")
    func shown() async throws {
        try await ServiceStage.lend { stage in
            let id = try await stage.attach("a bill", named: "bill.txt")
            for caller in ServiceStage.Caller.readers {
                let reply = try await stage.get("/api/v1/documents/\(id)", as: caller)
                #expect(reply.status == 200)
                #expect(reply.json?.names == ["document", "digest", "sizeInBytes", "mediaType", "uses"])
                #expect(reply.json?["uses"]?[0]?["name"] == .text("bill.txt"))
                #expect(reply.json?["sizeInBytes"] == .number(6))
                let retention = try await stage.get("/api/v1/documents/\(id)/retention", as: caller)
                #expect(retention.status == 200)
                #expect(retention.json?["documents"]?[0]?["dossier"] == .text(SampleDossier.code))
            }
            let english = try await stage.get("/api/v1/documents/\(id)/retention", as: .viewer)
            let french = try await stage.get(
                "/api/v1/documents/\(id)/retention", as: .viewer, headers: [.acceptLanguage: "fr-BE"])
            #expect(english.json?["explanation"] != french.json?["explanation"])
            #expect(english.json?.without("explanation") == french.json?.without("explanation"))
        }
    }

    @Test("have receipts, which are proved by the journal and signed")
    func receipts() async throws {
        try await ServiceStage.lend { stage in
            let id = try await stage.attach("a bill", named: "bill.txt")
            for caller in ServiceStage.Caller.readers {
                let there = try await stage.get("/api/v1/documents/\(id)/receipt", as: caller)
                #expect(there.status == 303)
                let path = try #require(there.headers[.location])
                let receipt = try await stage.get(path, as: caller)
                #expect(receipt.status == 200)
                #expect(receipt.json?["pieces"]?[0]?["name"] == .text("bill.txt"))
                let signature = try await stage.get("\(path)/signature", as: caller)
                #expect(signature.bytes.count == 64)
                let header = try #require(receipt.headers[.receiptSignature])
                #expect(Base64.decode(header.dropFirst().dropLast().utf8) == signature.bytes)
                let page = try await stage.get("\(path)/page?language=nl", as: caller)
                #expect(page.headers[.contentType] == "text/html; charset=utf-8")
                #expect(page.text.contains("lang=\"nl\""))
            }
            for caller in ServiceStage.Caller.strangers {
                for path in ["documents/\(id)/receipt", "receipts/\(id)", "receipts/\(id)/signature"] {
                    #expect(try await stage.get("/api/v1/\(path)", as: caller).status == 404)
                }
            }
        }
    }

    @Test("are asked for by checklists, which everybody who is signed in may read")
    func checklists() async throws {
        try await ServiceStage.lend { stage in
            let all = try await stage.walk("/api/v1/checklists", as: .outsider, limit: 10)
            #expect(all.count == ChecklistLibrary.shipped.newest().count)
            let code = try #require(all[0]["code"]?.text)
            let one = try await stage.get("/api/v1/checklists/\(code)", as: .outsider)
            #expect(one.json?["digest"] == all[0]["digest"])
            #expect(try await stage.get("/api/v1/checklists/no-such", as: .outsider).status == 404)
            #expect(try await stage.get("/api/v1/checklists", as: .nobody).status == 401)
        }
    }
}
