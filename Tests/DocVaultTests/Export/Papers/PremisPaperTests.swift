import Foundation
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

/// The pieces of a bag and what happened to them, for archives.
@Suite("The PREMIS paper of a bag")
struct PremisPaperTests {
    private func premis(_ scene: PaperScene) async throws -> String {
        String(decoding: try #require(try await scene.papers()["metadata/premis.xml"]), as: UTF8.self)
    }

    @Test("tells of each piece once, and of what happened to each row")
    func rows() async throws {
        let scene = try await PaperScene()
        let one = try await scene.stage.attach("one", named: "one.txt")
        try await scene.stage.attach("one", named: "again.txt", to: .e02)
        try await scene.stage.attach("two", named: "two.txt")
        let text = try await premis(scene)
        #expect(text.ranges(of: "<object xsi:type=\"intellectualEntity\">").count == 1)
        #expect(text.ranges(of: "<object xsi:type=\"file\">").count == 2)
        #expect(text.ranges(of: ">ingestion</eventType>").count == 3)
        #expect(text.ranges(of: ">message digest calculation</eventType>").count == 3)
        #expect(text.contains(one.description) && text.contains("<size>3</size>"))
        #expect(text.contains(try DigestHasher.digest(of: Array("two".utf8)).hexadecimal))
        #expect(text.contains("<agentName>A fictional institute</agentName>"))
        // The standard's order: objects, events, agents.
        let last = try #require(text.ranges(of: "</object>").last)
        let (first, end) = (
            try #require(text.firstRange(of: "<event>")), try #require(text.ranges(of: "</event>").last)
        )
        let agent = try #require(text.firstRange(of: "<agent>"))
        #expect(last.upperBound < first.lowerBound && end.upperBound < agent.lowerBound)
        // Every event is about something that is told of, and has an identifier of its own.
        let named = Set(text.matches(of: /<objectIdentifierValue>([^<]*)</).map { String($0.1) })
        let meant = text.matches(of: /<linkingObjectIdentifierValue>([^<]*)</).map { String($0.1) }
        #expect(meant.count == 6 && Set(meant).isSubset(of: named))
        #expect(Set(text.matches(of: /<eventIdentifierValue>([^<]*)</).map { String($0.1) }).count == 6)
    }

    @Test("escapes every name, and shows what XML cannot hold")
    func names() {
        #expect(XMLText.escaped("a<b>&\"c\"'") == "a&lt;b&gt;&amp;&quot;c&quot;'")
        #expect(XMLText.escaped("\u{1}\u{1B}[31m\u{FFFE}\u{FFFF}") == "\\u{1}\\u{1b}[31m\\u{fffe}\\u{ffff}")
        #expect(XMLText.escaped("a\tb\nc\rd é \u{202E}\u{10FFFF}") == "a\tb\nc&#13;d é \u{202E}\u{10FFFF}")
    }

    @Test("joins what it spooled apart, however long and wherever a chunk ends")
    func joining() throws {
        let (first, second) = (try PaperText(in: "/tmp"), try PaperText(in: "/tmp"))
        let lines = (0..<30_000).map { "ligne é \($0)\n" }
        for line in lines { try second.write(line) }
        try first.write("head\n")
        try first.append(try second.finish())
        var bytes: [UInt8] = []
        try first.finish().forEachChunk { bytes.append(contentsOf: $0) }
        #expect(String(decoding: bytes, as: UTF8.self) == "head\n" + lines.joined())
    }
}
