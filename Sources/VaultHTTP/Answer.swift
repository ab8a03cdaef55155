internal import DocVault
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Response {
    /// An answer in JSON. It is private, and asked for anew each time: what somebody may see can change at any moment.
    static func json(
        _ object: JSONObject, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        bytes(object.bytes + [0x0a], type: "application/json", status: status, headers: headers)
    }

    /// One thing that has a version: `ETag` names the last event about it, which `If-Match` can hold an act to.
    static func json(
        _ object: JSONObject, version: Expectation?, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        try json(file: object.bytes + [0x0a], version: version, status: status)
    }

    /// The same for a file of JSON, which is handed out to the byte.
    static func json(
        file bytes: [UInt8], version: Expectation?, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        var headers: HTTPFields = [:]
        if let version {
            let digest = try Digest(hashing: bytes)
            headers[.eTag] = "\"\(version.sequence)-\(digest.hexadecimal.prefix(16))\""
        }
        return self.bytes(bytes, type: "application/json", status: status, headers: headers)
    }

    /// One thing that nobody can change: `ETag` tells whether it is still as the client knows it.
    static func json(tagged object: JSONObject) throws -> Response {
        let bytes = object.bytes + [0x0a]
        let digest = try Digest(hashing: bytes)
        return self.bytes(
            bytes, type: "application/json", headers: [.eTag: "\"\(digest.hexadecimal.prefix(32))\""])
    }

    /// Something new, and where it is.
    static func created(_ object: JSONObject, at location: String? = nil) -> Response {
        var headers: HTTPFields = [:]
        headers[.location] = location
        return json(object, status: .created, headers: headers)
    }

    static var nothing: Response { Response(status: .noContent) }

    static func bytes(
        _ bytes: [UInt8], type: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) -> Response {
        var headers = headers
        headers[.contentType] = type
        if headers[.cacheControl] == nil { headers[.cacheControl] = "private, no-cache" }
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
