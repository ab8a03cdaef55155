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
}
