/// Whom somebody who verifies a bag trusts: of himself a bag can prove only that it was not changed since it was sealed.
public struct BagTrust: Sendable {
    public static let none = BagTrust()

    /// The certificates of signers and of time stamping authorities, in PEM; `nil` when the caller named none.
    let certificates: [UInt8]?
    /// The journal's keys as the agency publishes them; `nil` when the caller named none.
    let keys: [PublishedKey]?

    private init() { (certificates, keys) = (nil, nil) }

    /// - Parameters:
    ///   - certificates: Certificates in PEM, of those who seal bags and of those who stamp them.
    ///   - keys: Public keys of the journal, one a line.
    /// - Throws: ``VaultError/malformed(field:reason:)`` for what cannot be read.
    public init(certificates: [UInt8]?, keys: String?) throws(VaultError) {
        if let certificates {
            do throws(CMSError) {
                _ = try CertificateList(pem: certificates)
            } catch {
                throw .malformed(field: "--certificates", reason: error.sentence)
            }
        }
        let lines = keys?.split(whereSeparator: \.isNewline).map { PublishedKey(String($0)) }
        guard lines?.contains(nil) != true, lines?.isEmpty != true else {
            throw .malformed(field: "--key", reason: Sentence("receipt.keyLine"))
        }
        self.certificates = certificates
        self.keys = lines?.compactMap(\.self)
    }
}
