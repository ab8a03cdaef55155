/// A receipt with its signature, and its pages for people.
package struct SignedReceipt: Sendable {
    let receipt: Receipt
    /// The bytes of `receipt.json`.
    package let bytes: [UInt8]
    /// Of ``bytes``, by the journal's key (Ed25519).
    package let signature: [UInt8]

    package func page(in language: Language) throws -> String {
        try ReceiptPage(receipt: receipt, language: language).html()
    }
}
