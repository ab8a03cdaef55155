import Foundation
import HTTPTypes
import Testing

@testable import VaultHTTP

@Suite("The operations of the service")
struct OperationsTests {
    /// An operation without the names of its parameters.
    private func shape(_ operation: String) -> String { operation.replacing(/\{[^}]*\}/, with: "{}") }

    private var served: Set<String> {
        Set(VaultRouter.operations.map { shape("\($0.method.rawValue) \($0.path)") })
    }

    @Test("are there once each")
    func once() {
        #expect(served.count == VaultRouter.operations.count)
    }

    @Test("are described, each of them", .enabled(if: !OpenAPIDocument.operations.isEmpty))
    func described() {
        #expect(served.subtracting(OpenAPIDocument.operations.map(shape)).sorted() == [])
    }

    @Test("are all that is described", .enabled(if: !OpenAPIDocument.operations.isEmpty))
    func complete() {
        // What answers GET answers HEAD.
        let heads = served.filter { $0.hasPrefix("GET ") }.map { "HEAD \($0.dropFirst(4))" }
        #expect(Set(OpenAPIDocument.operations.map(shape)).subtracting(served).subtracting(heads).sorted() == [])
    }

    @Test("have the parameters in their queries that are described")
    func queries() throws {
        let described = try Self.describedQueries()
        for operation in VaultRouter.operations {
            let name = shape("\(operation.method.rawValue) \(operation.path)")
            #expect(described[name]?.sorted() == operation.query.sorted(), "\(name)")
        }
    }

    @Test("refuse a parameter that they do not have, by its name, whoever asks")
    func unknownParameters() async throws {
        try await ServiceStage.lend { stage in
            for operation in VaultRouter.operations {
                let path = operation.path.replacing(/\{[^}]*\}/, with: "x")
                let reply = try await stage.send(operation.method, "\(path)?nobodyKnows=1", as: .nobody)
                #expect(reply.status == 400, "\(operation.method) \(path)")
                guard operation.method != .head else { continue }
                #expect(reply.parameters == ["nobodyKnows"], "\(operation.method) \(path)")
            }
        }
    }

    /// The names of the parameters in queries, by operation, as the description has them.
    private static func describedQueries() throws -> [String: [String]] {
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(OpenAPIDocument.bytes)) as? [String: Any])
        let components = document["components"] as? [String: Any]
        let shared = components?["parameters"] as? [String: [String: Any]] ?? [:]
        var queries: [String: [String]] = [:]
        for (path, item) in try #require(document["paths"] as? [String: [String: Any]]) {
            for (method, operation) in item {
                guard let operation = operation as? [String: Any] else { continue }
                let own = operation["parameters"] as? [[String: Any]] ?? []
                let all = own.compactMap { parameter in
                    (parameter["$ref"] as? String).map { shared[String($0.split(separator: "/").last ?? "")] }
                        ?? parameter
                }
                let name = "\(method.uppercased()) \(path.replacing(/\{[^}]*\}/, with: "{}"))"
                queries[name] = all.compactMap { $0["in"] as? String == "query" ? $0["name"] as? String : nil }
            }
        }
        return queries
    }
}
