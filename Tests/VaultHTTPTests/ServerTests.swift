import DocVault
import Foundation
import FoundationNetworking
import Logging
import Synchronization
import SystemPackage
import Testing
import VaultHTTP
import VaultTestSupport

@Suite("the server")
struct ServerTests {
    /// A response as far as the tests look at it.
    private struct Answer: Equatable {
        let status: Int
        let body: String
    }

    /// Serves a new vault on a free port while `body` runs, and stops then.
    private func serving(_ body: @escaping @Sendable (_ port: Int) async throws -> Void) async throws {
        let program = try VaultProgram()
        _ = try await program.run("init")
        let vault = try Vault.open(VaultFolder(opening: FilePath(program.path("vault"))))
        let server = VaultServer(
            vault: vault, settings: ServiceSettings(address: try #require(BindAddress("127.0.0.1:0"))),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let (ports, ready) = AsyncStream.makeStream(of: String.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                defer { ready.finish() }
                try await server.run { url, _ in ready.yield(url) }
            }
            var iterator = ports.makeAsyncIterator()
            let url = try #require(await iterator.next())
            let port = try #require(url.split(separator: ":").last.flatMap { Int($0) })
            try await body(port)
            group.cancelAll()
            while let result = await group.nextResult() {
                // Being told to stop is how it ends here.
                if case .failure(let error) = result, !(error is CancellationError) { throw error }
            }
        }
    }

    private func get(_ path: String, _ port: Int) async throws -> Answer {
        let url = try #require(URL(string: "http://127.0.0.1:\(port)/\(path)"))
        let (data, response) = try await URLSession.shared.data(from: url)
        let status = (response as? HTTPURLResponse)?.statusCode ?? 0
        return Answer(status: status, body: String(decoding: data, as: UTF8.self))
    }

    @Test("tells that it lives, that it is ready, and what it is; and nothing else")
    func answers() async throws {
        try await serving { port in
            #expect(port > 0)
            #expect(try await get("healthz", port) == Answer(status: 200, body: #"{"status":"ok"}"# + "\n"))
            #expect(try await get("readyz", port) == Answer(status: 200, body: #"{"status":"ready"}"# + "\n"))
            let version = try await get("api/v1/version", port)
            #expect(version.status == 200)
            #expect(version.body.contains(#""name":"DocVault""#))
            #expect(version.body.contains("\"version\":\"\(VaultServer.version)\""))
            for path in ["", "healthz/", "/healthz", "api/v1", "api/v1/nothing", "%2e%2e/vault.json"] {
                #expect(try await get(path, port).status == 404, "\(path)")
            }
        }
    }

    @Test("vault serve names its address, answers, and ends in good order when it is told to")
    func process() async throws {
        let program = try VaultProgram()
        _ = try await program.run("init")
        let running = try program.start("serve", "--bind", "127.0.0.1:0", "--json")
        let line = try #require(running.nextLine())
        let port = try #require(line.wholeMatch(of: /\{"url":"http:\/\/127\.0\.0\.1:(\d+)","firstSignIn":"[^"]+"\}/)?.1)
        let answer = try await get("healthz", try #require(Int(port)))
        #expect(answer == Answer(status: 200, body: #"{"status":"ok"}"# + "\n"))
        running.send(SIGTERM)
        #expect(running.nextLine() == nil)
        #expect(running.end() == 0)
    }
}
