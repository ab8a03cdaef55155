import DocVault
import Foundation
import HTTPTypes
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault
@testable import VaultHTTP

@Suite("the bytes of a document")
struct ContentRouteTests {
    private static let text = "0123456789abcdefghijklmnopqrstuvwxyz"

    private func path(_ document: Document.ID) -> String { "/api/v1/documents/\(document)/content" }

    @Test(
        "come whole, with their digest, as something that nobody vouches for",
        arguments: [HTTPRequest.Method.get, .head])
    func whole(method: HTTPRequest.Method) async throws {
        try await ServiceStage.lend { stage in
            let document = try await stage.attach(Self.text, named: "preuve née.txt")
            let digest = try Digest(hashing: Array(Self.text.utf8))
            let reply = try await stage.send(method, path(document), as: .director)
            #expect(reply.status == 200)
            #expect(reply.text == (method == .get ? Self.text : ""))
            #expect(reply.headers[.contentLength] == "36")
            #expect(reply.headers[.eTag] == "\"sha256-\(digest.hexadecimal)\"")
            #expect(reply.headers[.reprDigest] == "sha-256=:\(Data(digest.bytes).base64EncodedString()):")
            #expect(reply.headers[.acceptRanges] == "bytes")
            #expect(reply.headers[.contentType] == "text/plain")
            #expect(reply.headers[.cacheControl] == "private, no-cache")
            #expect(reply.headers[.xContentTypeOptions] == "nosniff")
            #expect(
                reply.headers[.contentDisposition]
                    == "attachment; filename=\"preuve n_e.txt\"; filename*=UTF-8''preuve%20n%C3%A9e.txt")
            #expect(reply.headers[.contentSecurityPolicy]?.hasPrefix("sandbox; default-src 'none'") == true)
        }
    }

    @Test("come in the part that is asked for")
    func part() async throws {
        try await ServiceStage.lend { stage in
            let document = try await stage.attach(Self.text)
            let whole = try await stage.get(path(document), as: .agent)
            let tag = try #require(whole.headers[.eTag])
            let part = try await stage.get(path(document), as: .agent, headers: [.range: "bytes=10-12"])
            #expect(part.status == 206)
            #expect(part.text == "abc")
            #expect(part.headers[.contentRange] == "bytes 10-12/36")
            #expect(part.headers[.contentLength] == "3")
            #expect(part.headers[.reprDigest] == whole.headers[.reprDigest])
            #expect(part.headers[.eTag] == tag)
            let last = try await stage.get(path(document), as: .agent, headers: [.range: "bytes=-2"])
            #expect(last.text == "yz")
            let rest = try await stage.get(
                path(document), as: .agent, headers: [.range: "bytes=30-", .ifRange: tag])
            #expect(rest.text == "uvwxyz")
            let other = try await stage.get(
                path(document), as: .agent, headers: [.range: "bytes=30-", .ifRange: "\"other\""])
            #expect((other.status, other.text) == (200, Self.text))
            let head = try await stage.send(.head, path(document), as: .agent, headers: [.range: "bytes=0-1"])
            #expect((head.status, head.headers[.contentLength]) == (200, "36"))
        }
    }

    @Test("come in several parts, each with its place")
    func parts() async throws {
        try await ServiceStage.lend { stage in
            let document = try await stage.attach(Self.text)
            let reply = try await stage.get(path(document), as: .viewer, headers: [.range: "bytes=0-1,-2"])
            #expect(reply.status == 206)
            #expect(reply.headers[.contentLength] == "\(reply.bytes.count)")
            let type = try #require(reply.headers[.contentType])
            let boundary = try #require(type.wholeMatch(of: /multipart\/byteranges; boundary=([0-9A-F-]+)/)).1
            #expect(
                reply.text == """
                    \r\n--\(boundary)\r\nContent-Type: text/plain\r\nContent-Range: bytes 0-1/36\r\n\r\n01\
                    \r\n--\(boundary)\r\nContent-Type: text/plain\r\nContent-Range: bytes 34-35/36\r\n\r\nyz\
                    \r\n--\(boundary)--\r\n
                    """)
        }
    }

    @Test("are told from what one has, and from what one takes them for")
    func conditions() async throws {
        try await ServiceStage.lend { stage in
            let document = try await stage.attach(Self.text)
            let tag = try #require(try await stage.get(path(document), as: .director).headers[.eTag])
            let known = try await stage.get(path(document), as: .director, headers: [.ifNoneMatch: tag])
            #expect((known.status, known.bytes) == (304, []))
            #expect(known.headers[.eTag] == tag)
            let other = try await stage.get(path(document), as: .director, headers: [.ifMatch: "\"other\""])
            #expect((other.status, other.problem) == (412, "changed-meanwhile"))
            #expect(try await stage.get(path(document), as: .director, headers: [.ifMatch: tag]).status == 200)
            let beyond = try await stage.get(path(document), as: .director, headers: [.range: "bytes=36-"])
            #expect((beyond.status, beyond.problem) == (416, "range-not-satisfiable"))
            #expect(beyond.headers[.contentRange] == "bytes */36")
        }
    }

    @Test("are shown only where that is asked for and harmless")
    func inline() async throws {
        try await ServiceStage.lend { stage in
            let page = try await stage.attach("<script>alert(1)</script>", named: "page.html")
            let paper = try await stage.attach("%PDF-1.7 nothing", named: "paper.pdf")
            for (document, kind) in [(page, "attachment"), (paper, "inline")] {
                let reply = try await stage.get("\(path(document))?inline=true", as: .director)
                #expect(reply.headers[.contentDisposition]?.hasPrefix(kind) == true)
                #expect(reply.headers[.contentSecurityPolicy]?.hasPrefix("sandbox; default-src 'none'") == true)
                #expect(reply.headers[.xContentTypeOptions] == "nosniff")
            }
            let plain = try await stage.get(path(paper), as: .director)
            #expect(plain.headers[.contentDisposition]?.hasPrefix("attachment") == true)
            let wrong = try await stage.get("\(path(paper))?inline=perhaps", as: .director)
            #expect((wrong.status, wrong.parameters) == (400, ["inline"]))
        }
    }

    @Test("are there for those who may read them, and for nobody else")
    func access() async throws {
        try await ServiceStage.lend { stage in
            let document = try await stage.attach(Self.text)
            let absent = "/api/v1/documents/01986f2c-7d3a-7c11-9d0e-5b2f3f6a8c41/content"
            for caller in ServiceStage.Caller.readers {
                #expect(try await stage.get(path(document), as: caller).status == 200, "\(caller)")
            }
            for caller in ServiceStage.Caller.strangers {
                let reply = try await stage.get(path(document), as: caller)
                #expect((reply.status, reply.problem) == (404, "not-found"), "\(caller)")
                #expect(reply.json?["title"] == (try await stage.get(absent, as: caller)).json?["title"])
            }
            #expect(try await stage.get(path(document), as: .nobody).status == 401)
            #expect(try await stage.get("/api/v1/documents/none/content", as: .director).status == 404)
        }
    }

    @Test("are not sent when they are damaged", arguments: [Self.text.count, 700_000])
    func damaged(count: Int) async throws {
        try await ServiceStage.lend { stage in
            let text = String(repeating: "x", count: count)
            let document = try await stage.attach(text)
            let digest = try Digest(hashing: Array(text.utf8))
            try stage.damage(text)
            if count < 1_000 {
                let reply = try await stage.get(path(document), as: .director)
                #expect((reply.status, reply.problem) == (503, "corrupt"))
            } else {
                // The answer has begun: it is cut, and its last bytes are kept back.
                await #expect(throws: VaultError.blobCorrupt(digest)) {
                    try await stage.get(path(document), as: .director)
                }
            }
            let again = try await stage.get(path(document), as: .director)
            #expect((again.status, again.problem) == (503, "corrupt"))
            let part = try await stage.get(path(document), as: .director, headers: [.range: "bytes=0-1"])
            #expect((part.status, part.problem) == (503, "corrupt"))
        }
    }

    @Test("are read in order from a document that is larger than one piece")
    func large() async throws {
        try await ServiceStage.lend { stage in
            let text = (0..<400_000).map { "\($0)\n" }.joined()
            let bytes: [UInt8] = Array(text.utf8)
            let document = try await stage.attach(text)
            #expect(try await stage.get(path(document), as: .director).bytes == bytes)
            let part = try await stage.get(path(document), as: .director, headers: [.range: "bytes=1000-2200000"])
            #expect(part.bytes == Array(bytes[1_000...2_200_000]))
        }
    }
}
