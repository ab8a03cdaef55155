internal import DocVault
internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// `/receipts`: the acknowledgement of a deposit, of a submission, or of one document.
enum ReceiptRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/receipts/{receipt}", show),
        Operation(.get, "/api/v1/receipts/{receipt}/signature", signature),
        Operation(.get, "/api/v1/receipts/{receipt}/page", query: ["language"], page),
    ]

    /// The bytes that are signed, with their signature in a header.
    @Sendable static func show(_ call: Call) async throws -> Response {
        let id: Deposit.ID = try call.parameter("receipt")
        let vault = try call.vault
        let receipt = try await vault.signedReceipt(for: id)
        // A receipt that is asked for later rests on a later checkpoint: the signature of these bytes goes with them
        // (a byte sequence of RFC 9651).
        return .bytes(
            receipt.bytes, type: "application/json",
            headers: [.receiptSignature: ":\(Data(receipt.signature).base64EncodedString()):"])
    }

    @Sendable static func signature(_ call: Call) async throws -> Response {
        let id: Deposit.ID = try call.parameter("receipt")
        let vault = try call.vault
        return .bytes(try await vault.signedReceipt(for: id).signature, type: "application/octet-stream")
    }

    /// The receipt to be printed.
    @Sendable static func page(_ call: Call) async throws -> Response {
        let id: Deposit.ID = try call.parameter("receipt")
        let language: Language = try call.query.choice("language") ?? call.language
        let vault = try call.vault
        let html = try await vault.signedReceipt(for: id).page(in: language)
        return .bytes(
            Array(html.utf8), type: "text/html; charset=utf-8",
            headers: [.contentSecurityPolicy: "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"])
    }
}

extension HTTPField.Name {
    static let receiptSignature = HTTPField.Name("Receipt-Signature")!
}
