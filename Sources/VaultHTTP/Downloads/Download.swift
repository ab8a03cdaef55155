internal import DocVault
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Bytes that somebody takes away: which they are, how many, and how any stretch of them is made.
///
/// What is wrong is said before the first byte. What goes wrong later can only close the connection: the body is not ended
/// then, so nobody takes a part for the whole.
struct Download: Sendable {
    let tag: EntityTag
    /// `nil` where it is known only at the end; such bytes come whole, or not at all.
    let length: Int64?
    let type: String
    /// What else is said of the bytes, whole or in part.
    let headers: HTTPFields
    /// How many stretches are sent at once.
    let mostRanges: Int
    /// Makes a stretch of the bytes; `nil` for all.
    let write: @Sendable (Range<Int64>?, Outlet) async throws -> Void

    /// The answer to a request for them: all, a part, or that they are known already (RFC 9110 §13.2.2).
    /// - Throws: ``VaultError/changedMeanwhile`` when `If-Match` names other bytes;
    ///   ``RequestRefusal/rangeNotSatisfiable(length:)``.
    func answer(to request: Request) throws -> Response {
        if let known = try known(to: request) { return known }
        guard let length else { return whole(nil, to: request) }
        // A range is a matter of GET alone (RFC 9110 §14.2).
        let isRange = request.method == .get && tag.continues(ifRange: request.headers[.ifRange])
        switch ByteRanges(isRange ? request.headers[.range] : nil, of: length) {
        case .whole: return whole(length, to: request)
        case .none: throw RequestRefusal.rangeNotSatisfiable(length: length)
        case .some(let ranges) where ranges.count > mostRanges: return whole(length, to: request)
        case .some(let ranges) where ranges.count == 1: return part(ranges[0], of: length)
        case .some(let ranges): return parts(ranges, of: length)
        }
    }

    /// The answer to who has the bytes already; `nil` for everybody else.
    /// - Throws: ``VaultError/changedMeanwhile`` when `If-Match` names other bytes.
    func known(to request: Request) throws -> Response? {
        guard tag.satisfies(ifMatch: request.headers[.ifMatch]) else { throw VaultError.changedMeanwhile }
        guard tag.isKnown(ifNoneMatch: request.headers[.ifNoneMatch]) else { return nil }
        return Response(status: .notModified, headers: [.eTag: tag.description, .cacheControl: Self.revalidated])
    }

    private static let revalidated = "private, no-cache"

    /// What is said of the bytes, which come as a type.
    func fields(_ type: String) -> HTTPFields {
        var fields = headers
        fields[.eTag] = tag.description
        fields[.contentType] = type
        fields[.cacheControl] = Self.revalidated
        fields[.acceptRanges] = length == nil ? "none" : "bytes"
        return fields
    }

    private func whole(_ length: Int64?, to request: Request) -> Response {
        var fields = fields(type)
        guard request.method != .head else {
            fields[.contentLength] = length.map { "\($0)" }
            // Nothing tells such an answer from one with a body that is to come, so nothing else may come after it.
            if length == nil { fields[.connection] = "close" }
            return Response(
                status: .ok, headers: fields,
                body: .init(contentLength: length.map(Int.init)) { writer in
                    try await writer.finish(nil)
                })
        }
        return Response(status: .ok, headers: fields, body: body(length) { try await write(nil, $0) })
    }

    private func part(_ range: Range<Int64>, of length: Int64) -> Response {
        var fields = fields(type)
        fields[.contentRange] = range.contentRange(of: length)
        return Response(
            status: .partialContent, headers: fields,
            body: body(Int64(range.count)) { try await write(range, $0) })
    }

    /// Several stretches, each with its place (RFC 9110 §14.6).
    private func parts(_ ranges: [Range<Int64>], of length: Int64) -> Response {
        let boundary = UUID().uuidString
        let heads = ranges.map { range in
            Array(
                "\r\n--\(boundary)\r\nContent-Type: \(type)\r\nContent-Range: \(range.contentRange(of: length))\r\n\r\n"
                    .utf8)
        }
        let end = Array("\r\n--\(boundary)--\r\n".utf8)
        let total = zip(heads, ranges).reduce(Int64(end.count)) { $0 + Int64($1.0.count + $1.1.count) }
        return Response(
            status: .partialContent, headers: fields("multipart/byteranges; boundary=\(boundary)"),
            body: body(total) { outlet in
                for (head, range) in zip(heads, ranges) {
                    try await outlet.write(head)
                    try await write(range, outlet)
                }
                try await outlet.write(end)
            })
    }

    private func body(
        _ length: Int64?, _ write: @escaping @Sendable (Outlet) async throws -> Void
    ) -> ResponseBody {
        ResponseBody(contentLength: length.map(Int.init)) { writer in
            let outlet = Outlet(writer)
            try await write(outlet)
            try await outlet.finish()
        }
    }
}

extension Range<Int64> {
    fileprivate func contentRange(of length: Int64) -> String { "bytes \(lowerBound)-\(upperBound - 1)/\(length)" }
}

extension HTTPFields {
    /// What is said of bytes that nobody vouches for: they are kept, not shown, and if shown all the same, nothing in them
    /// runs.
    static func untrustedDownload(named name: String) -> HTTPFields {
        [
            .contentDisposition: ContentDisposition(kind: .attachment, name: name).description,
            .contentSecurityPolicy: "sandbox; default-src 'none'; frame-ancestors 'none'",
            .xContentTypeOptions: "nosniff",
        ]
    }
}

/// Where the bytes of one answer go.
///
/// Unchecked, because the writer is not `Sendable` as such: it is used by the one task that makes the body, and each write
/// is awaited before the next.
final class Outlet: @unchecked Sendable {
    private var writer: any ResponseBodyWriter

    init(_ writer: any ResponseBodyWriter) { self.writer = writer }

    /// Returns when there is room for more: whoever reads slowly is waited for.
    func write(_ bytes: [UInt8]) async throws { try await writer.write(ByteBuffer(bytes: bytes)) }

    func finish() async throws { try await writer.finish(nil) }
}
