import DocVault
import HTTPTypes
import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault
@testable import VaultHTTP

@Suite("an export")
struct ExportRouteTests {
    private let path = "\(ServiceStage.dossier)/export"

    @Test("comes as an archive of known length, and the same again")
    func whole() async throws {
        try await ServiceStage.lend { stage in
            try await stage.attach()
            let head = try await stage.send(.head, path, as: .director)
            #expect((head.status, head.bytes) == (200, []))
            let reply = try await stage.get(path, as: .director)
            #expect(reply.status == 200)
            #expect(reply.headers[.contentType] == "application/zip")
            #expect(reply.headers[.contentLength] == "\(reply.bytes.count)")
            #expect(reply.bytes.starts(with: Array("PK".utf8)))
            #expect(reply.headers[.exportVolumes] == "1")
            #expect(reply.headers[.acceptRanges] == "bytes")
            #expect(reply.headers[.xContentTypeOptions] == "nosniff")
            #expect(reply.headers[.contentDisposition]?.wholeMatch(of: /attachment; filename="[^"]+\.zip"/) != nil)
            for name: HTTPField.Name in [.eTag, .contentLength, .contentType, .contentDisposition, .exportVolumes] {
                #expect(head.headers[name] == reply.headers[name], "\(name)")
            }
            #expect(try await stage.get(path, as: .director).bytes == reply.bytes)
        }
    }

    @Test("leaves an event when its bytes go out, and none when only its head is asked for")
    func journal() async throws {
        try await ServiceStage.lend { stage in
            try await stage.attach()
            let count = { () async throws in
                try await stage.owner.history(of: ServiceStage.code).entries.count
            }
            _ = try await stage.send(.head, path, as: .director)
            let before = try await count()
            _ = try await stage.send(.head, path, as: .director)
            #expect(try await count() == before)
            _ = try await stage.get(path, as: .director)
            #expect(try await count() == before + 1)
        }
    }

    @Test("goes on from any byte, as long as the dossier is what it was", arguments: ["zip", "tar"])
    func continued(format: String) async throws {
        try await ServiceStage.lend { stage in
            try await stage.attach(String(repeating: "some proof ", count: 20_000))
            let path = "\(path)?format=\(format)"
            let whole = try await stage.get(path, as: .director)
            let (tag, size) = (try #require(whole.headers[.eTag]), whole.bytes.count)
            for range in [1..<size, size / 2..<size, size - 1..<size, 0..<10, 700..<150_000] {
                let end = range.upperBound == size ? "" : "\(range.upperBound - 1)"
                let part = try await stage.get(
                    path, as: .director, headers: [.range: "bytes=\(range.lowerBound)-\(end)", .ifRange: tag])
                #expect(part.status == 206)
                #expect(part.headers[.contentRange] == "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)")
                #expect(part.bytes == Array(whole.bytes[range]))
            }
            let beyond = try await stage.get(path, as: .director, headers: [.range: "bytes=\(size)-"])
            #expect((beyond.status, beyond.headers[.contentRange]) == (416, "bytes */\(size)"))
            // Several at once are no download that was cut off.
            #expect(try await stage.get(path, as: .director, headers: [.range: "bytes=0-1,5-6"]).status == 200)
            try await stage.attach("something else")
            let changed = try await stage.get(
                path, as: .director, headers: [.range: "bytes=10-", .ifRange: tag])
            #expect(changed.status == 200)
            let refused = try await stage.get(path, as: .director, headers: [.range: "bytes=10-", .ifMatch: tag])
            #expect((refused.status, refused.problem) == (412, "changed-meanwhile"))
        }
    }

    @Test("that is compressed has no length, and comes whole")
    func compressed() async throws {
        try await ServiceStage.lend { stage in
            try await stage.attach()
            let reply = try await stage.get("\(path)?format=tar.zst", as: .director, headers: [.range: "bytes=5-"])
            #expect(reply.status == 200)
            #expect(reply.headers[.contentLength] == nil)
            #expect(reply.headers[.acceptRanges] == "none")
            #expect(reply.headers[.contentType] == "application/zstd")
            #expect(reply.bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]))
            let head = try await stage.send(.head, "\(path)?format=tar.zst", as: .director)
            #expect((head.status, head.headers[.contentLength]) == (200, nil))
        }
    }

    @Test("in volumes says how many there are")
    func volumes() async throws {
        try await ServiceStage.lend { stage in
            for serial in 0..<3 {
                try await stage.attach(String(repeating: "\(serial)", count: 600_000))
            }
            let first = try await stage.get("\(path)?format=tar&volumeSize=1000000", as: .director)
            #expect(first.headers[.exportVolumes] == "4")
            let second = try await stage.get("\(path)?format=tar&volumeSize=1000000&volume=2", as: .director)
            #expect(second.status == 200)
            #expect(second.headers[.eTag] != first.headers[.eTag])
            let none = try await stage.get("\(path)?format=tar&volumeSize=1000000&volume=5", as: .director)
            #expect(none.status == 404)
        }
    }

    @Test("is cut when a piece is damaged: nobody takes it for whole")
    func damaged() async throws {
        try await ServiceStage.lend { stage in
            try await stage.attach("some proof")
            try stage.damage("some proof")
            await #expect(throws: VaultError.self) { try await stage.get(path, as: .director) }
        }
    }

    @Test("of a sample is reproducible")
    func sample() async throws {
        try await ServiceStage.lend { stage in
            try await stage.attach("one")
            try await stage.attach("two")
            let path = "\(ServiceStage.dossier)/sample"
            let first = try await stage.get("\(path)?size=1&seed=a+draw", as: .auditor)
            #expect(first.status == 200)
            #expect(try await stage.get("\(path)?size=1&seed=a+draw", as: .auditor).bytes == first.bytes)
            let part = try await stage.get(
                "\(path)?size=1&seed=a+draw", as: .auditor, headers: [.range: "bytes=100-"])
            #expect(part.bytes == Array(first.bytes[100...]))
            #expect(try await stage.get(path, as: .auditor).parameters == ["size"])
            #expect(try await stage.get("\(path)?size=0&seed=x", as: .auditor).parameters == ["size"])
            #expect(try await stage.get("\(path)?size=1", as: .auditor).parameters == ["seed"])
        }
    }

    @Test("is for those who may read the dossier, in their perspective")
    func access() async throws {
        try await ServiceStage.lend { stage in
            try await stage.attach()
            for caller in ServiceStage.Caller.readers {
                #expect(try await stage.get(path, as: caller).status == 200, "\(caller)")
            }
            for caller in ServiceStage.Caller.strangers {
                let reply = try await stage.get(path, as: caller)
                #expect((reply.status, reply.problem) == (404, "not-found"), "\(caller)")
            }
            #expect(try await stage.get(path, as: .nobody).status == 401)
            let wide = try await stage.get("\(path)?perspective=agency", as: .director)
            #expect((wide.status, wide.problem) == (422, "invalid"))
            #expect(try await stage.get("\(path)?perspective=beneficiary", as: .agent).status == 200)
        }
    }

    @Test(
        "asked for wrongly names the parameter",
        arguments: [
            ("format=rar", "format"), ("perspective=all", "perspective"), ("requirement=x", "requirement"),
            ("round=1", "requirement"), ("requirement=E01&round=0", "round"), ("volumeSize=1", "volumeSize"),
            ("volume=0", "volume"), ("other=1", "other"),
        ])
    func wrong(query: String, parameter: String) async throws {
        try await ServiceStage.lend { stage in
            let reply = try await stage.get("\(path)?\(query)", as: .director)
            #expect((reply.status, reply.parameters) == (400, [parameter]))
        }
    }

    @Test("is checked with a certificate that everybody may have")
    func certificate() async throws {
        try await ServiceStage.lend { stage in
            let reply = try await stage.get("/api/v1/export-certificate", as: .viewer)
            #expect(reply.status == 200)
            #expect(reply.json?["certificate"]?.text?.hasPrefix("-----BEGIN CERTIFICATE-----") == true)
            #expect(reply.json?["fingerprint"]?.text?.count == 64)
        }
    }
}
