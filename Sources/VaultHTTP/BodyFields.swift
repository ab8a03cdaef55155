internal import DocVault
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// The members of a JSON body. All of it is read before anything is refused, so that a client is told of every flaw.
struct BodyFields {
    private let members: DescriptionMembers?
    private let flaws: DescriptionFlaws

    fileprivate init(_ bytes: [UInt8], among names: [String]) throws {
        flaws = DescriptionFlaws()
        do throws(DescriptionFlaw) {
            let json = try LocatedJSON.parse(bytes)
            members = DescriptionField(root: json, flaws: flaws).members(among: names)
        } catch {
            throw RequestRefusal.malformedJSON(error)
        }
    }

    /// A member that must be there.
    subscript(name: String) -> DescriptionField? { members?[name] }

    /// A member that may be left out, or `null`.
    func optional(_ name: String) -> DescriptionField? {
        guard let field = members?.optional(name) else { return nil }
        if case .null = field.json.value { return nil }
        return field
    }

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
        let bytes = try await jsonBytes(limit: limit)
        return try BodyFields(bytes, among: names)
    }

    /// The bytes of a JSON body.
    func jsonBytes(limit: Int = largestBody) async throws -> [UInt8] {
        let type = request.headers[.contentType]?.split(separator: ";").first?.trimmingPrefix(while: \.isWhitespace)
        guard let type, type.lowercased().wholeMatch(of: /application\/(json|[\w.-]+\+json)\s*/) != nil,
            request.headers[.contentEncoding] == nil
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

    /// Whether there is a body at all: for operations whose members are all optional.
    var hasBody: Bool {
        request.headers[.contentLength].map { $0 != "0" } ?? (request.headers[.transferEncoding] != nil)
    }
}
