internal import DocVault
internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// `/documents/{document}/content`. The bytes of a document never change, but the right to read them may, and a document may
/// be disposed of: answers carry the digest as `ETag` and must be revalidated, not kept for good.
enum ContentRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/documents/{document}/content", query: ["inline"], content),
        Operation(.head, "/api/v1/documents/{document}/content", query: ["inline"], content),
    ]

    @Sendable static func content(_ call: Call) async throws -> Response {
        let document: Document.ID = try call.parameter("document")
        let isInline = try call.query.flag("inline") ?? false
        let vault = try call.vaultOfBytes
        let content = try await vault.content(of: document)
        if let folder = call.service.internalContentFolder {
            return try content.answer(from: folder, isInline: isInline, to: call.request)
        }
        return try await content.answer(to: call.request, isInline: isInline, by: vault)
    }
}

extension DocumentContent {
    /// What is read and checked before the answer begins, so that damage can still be told.
    private static let largestAtOnce: Int64 = 256 << 10

    fileprivate func answer(to request: Request, isInline: Bool, by vault: Vault) async throws -> Response {
        let isSmall = blob.sizeInBytes <= Self.largestAtOnce && request.method == .get
        let download = download(isInline: isInline) { range, outlet in
            guard let range else {
                return try await vault.readChecked(self) { try await outlet.write($0) }
            }
            try await vault.read(self, in: range) { try await outlet.write($0) }
        }
        let response = try download.answer(to: request)
        guard response.status != .notModified else { return response }
        guard isSmall else {
            try await vault.requirePresent(self)
            return response
        }
        let bytes = try await vault.checkedBytes(of: self)
        return try self.download(isInline: isInline) { range, outlet in
            try await outlet.write(range.map { Array(bytes[Int($0.lowerBound)..<Int($0.upperBound)]) } ?? bytes)
        }.answer(to: request)
    }

    /// Leaves the sending to the server in front, which knows the folder of blobs under a name of its own.
    fileprivate func answer(from folder: String, isInline: Bool, to request: Request) throws -> Response {
        let download = download(isInline: isInline) { _, _ in }
        if let known = try download.known(to: request) { return known }
        // The other server looks at the range, and says how long what it sends is.
        var headers = download.fields(download.type)
        let name = blob.digest.hexadecimal
        headers[.accelRedirect] = "\(folder)/\(name.prefix(3))/\(name)"
        return Response(status: .ok, headers: headers)
    }

    private func download(
        isInline: Bool, _ write: @escaping @Sendable (Range<Int64>?, Outlet) async throws -> Void
    ) -> Download {
        let digest = blob.digest
        var headers = HTTPFields.untrustedDownload(named: name.text)
        if isInline, mediaType.canBeShown {
            headers[.contentDisposition] = ContentDisposition(kind: .inline, name: name.text).description
            // It is shown by itself or in a page of ours, and reaches nothing.
            headers[.contentSecurityPolicy] =
                "sandbox; default-src 'none'; img-src 'self'; object-src 'self'; frame-ancestors 'self'"
        }
        headers[.reprDigest] = "sha-256=:\(Data(digest.bytes).base64EncodedString()):"
        return Download(
            tag: EntityTag(opaque: "sha256-\(digest.hexadecimal)"), length: blob.sizeInBytes,
            type: mediaType.description, headers: headers, mostRanges: ByteRanges.most, write: write)
    }
}

extension DocVault.MediaType {
    /// Whether a browser shows it without running anything in it.
    fileprivate var canBeShown: Bool { ["application/pdf", "image/png", "image/jpeg"].contains(description) }
}

extension HTTPField.Name {
    static let reprDigest = HTTPField.Name("Repr-Digest")!
    static let accelRedirect = HTTPField.Name("X-Accel-Redirect")!
}
