internal import DocVault
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The members of a JSON body. All of it is read before anything is refused, so that a client is told of every flaw.
struct BodyFields {
    private let members: DescriptionMembers?
    private let flaws: DescriptionFlaws

    fileprivate init(_ json: LocatedJSON, among names: [String]) {
        flaws = DescriptionFlaws()
        members = DescriptionField(root: json, flaws: flaws).members(among: names)
    }

    /// A member that must be there.
    subscript(name: String) -> DescriptionField? { members?[name] }

    /// A member that may be left out, or `null`.
    func optional(_ name: String) -> DescriptionField? {
        guard let field = members?.optional(name) else { return nil }
        if case .null = field.json.value { return nil }
        return field
    }

    /// The body as a whole.
    var whole: DescriptionField? { members?.owner }

    /// Whether nothing is wrong with what was read until now.
    var isSound: Bool { flaws.all.isEmpty }

    /// What is wrong, to be thrown.
    var refusal: VaultError { .descriptionInvalid(flaws.all) }
}

extension Call {
    /// The largest body of JSON: there is no use case that needs more.
    static let largestBody = 1 << 20

    /// Reads a JSON object, whose members must be among `names`.
    /// - Throws: ``RequestRefusal/wrongMediaType(expected:)``, ``RequestRefusal/bodyTooLarge(limit:)``,
    ///   ``RequestRefusal/malformedJSON(_:)``.
    func body(_ names: String..., limit: Int = largestBody) async throws -> BodyFields {
        BodyFields(try await json(limit: limit), among: names)
    }

    /// Reads a JSON object whose members may all be left out, and so may the object.
    func bodyIfAny(_ names: String...) async throws -> BodyFields {
        let json = hasBody ? try await json() : LocatedJSON(line: 1, value: .members([]))
        return BodyFields(json, among: names)
    }

    /// A body that is JSON, of whatever kind.
    func json(limit: Int = largestBody) async throws -> LocatedJSON {
        let bytes = try await jsonBytes(limit: limit)
        do throws(DescriptionFlaw) { return try LocatedJSON.parse(bytes) } catch {
            throw RequestRefusal.malformedJSON(error)
        }
    }

    /// The bytes of a JSON body.
    func jsonBytes(limit: Int = largestBody) async throws -> [UInt8] {
        let type = request.headers[.contentType]?.split(separator: ";").first?.trimmingPrefix(while: \.isWhitespace)
        guard let type, type.lowercased().wholeMatch(of: /application\/(json|[\w.-]+\+json)\s*/) != nil,
            !hasOtherCharset, request.headers[.contentEncoding] == nil
        else { throw RequestRefusal.wrongMediaType(expected: "application/json") }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw RequestRefusal.bodyTooLarge(limit: limit)
        }
        var bytes: [UInt8] = []
        for try await buffer in request.body {
            guard bytes.count + buffer.readableBytes <= limit else { throw RequestRefusal.bodyTooLarge(limit: limit) }
            bytes += buffer.readableBytesView
        }
        return bytes
    }

    /// Whether the body is said to be in something else than UTF-8, which is all that JSON is (RFC 8259 §8.1).
    private var hasOtherCharset: Bool {
        guard let match = request.headers[.contentType]?.lowercased().firstMatch(of: /charset\s*=\s*"?([^";\s]+)/)
        else { return false }
        return match.1 != "utf-8"
    }

    /// Whether there is a body at all: for operations whose members are all optional.
    var hasBody: Bool {
        request.headers[.contentLength].map { $0 != "0" } ?? (request.headers[.transferEncoding] != nil)
    }
}
