import DocVault
import HTTPTypes
import Hummingbird
import NIOCore

@testable import VaultHTTP

/// An answer of the service, read to its end.
struct Reply: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]

    init(_ response: Response) async throws {
        let collected = CollectedBody()
        try await response.body.write(collected)
        (status, headers, bytes) = (response.status.code, response.headers, collected.bytes)
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
    /// What was answered, if it is JSON.
    var json: JSON? { JSON(bytes) }
    /// The last part of the type of a problem.
    var problem: String? {
        guard headers[.contentType] == "application/problem+json", let type = json?["type"]?.text else { return nil }
        return type.hasPrefix("/problems/") ? String(type.dropFirst(10)) : nil
    }
    /// Where a body was wrong.
    var pointers: [String]? { json?["errors"]?.list?.compactMap { $0["pointer"]?.text } }
    /// Which parameters were wrong.
    var parameters: [String]? { json?["errors"]?.list?.compactMap { $0["parameter"]?.text } }
}

/// Keeps what is written to it.
private final class CollectedBody: ResponseBodyWriter {
    private(set) var bytes: [UInt8] = []

    func write(_ buffer: ByteBuffer) async throws { bytes += buffer.readableBytesView }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// JSON as tests look at it.
enum JSON: Hashable, Sendable {
    case null
    case flag(Bool)
    case number(Int)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    init?(_ bytes: [UInt8]) {
        guard let json = try? LocatedJSON.parse(bytes) else { return nil }
        self.init(json)
    }

    private init(_ json: LocatedJSON) {
        self =
            switch json.value {
            case .null: .null
            case .flag(let flag): .flag(flag)
            case .number(let number): .number(Int(number) ?? .min)
            case .text(let text): .text(text)
            case .list(let items): .list(items.map(JSON.init))
            case .members(let members):
                .object(Dictionary(members.map { ($0.name, JSON($0.value)) }) { first, _ in first })
            }
    }

    subscript(name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members[name]
    }

    subscript(index: Int) -> JSON? {
        guard let list, list.indices.contains(index) else { return nil }
        return list[index]
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Int? { if case .number(let number) = self { number } else { nil } }
    var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
    var list: [JSON]? { if case .list(let list) = self { list } else { nil } }
    var names: Set<String> { if case .object(let members) = self { Set(members.keys) } else { [] } }

    /// The object without one of its members.
    func without(_ name: String) -> JSON {
        guard case .object(var members) = self else { return self }
        members[name] = nil
        return .object(members)
    }
}
