internal import COpenSSL

/// A question to a timestamp authority: did these bytes exist now? (RFC 3161 §2.4.1)
///
/// Only the SHA-256 of the bytes leaves the vault. The request asks for the authority's certificate, so that the token
/// can be verified years later without asking again, and carries a nonce, so that an old answer cannot be replayed.
package struct TimestampRequest: Hashable, Sendable {
    package let digest: MerkleHash
    package let nonce: UInt64
    /// The TimeStampReq to be sent, as `application/timestamp-query`.
    package let der: [UInt8]

    /// - Parameter generator: must not be predictable; `SystemRandomNumberGenerator` is right.
    /// - Throws: ``TimestampError/requestFailed``
    package init(for digest: MerkleHash, using generator: inout some RandomNumberGenerator) throws(TimestampError) {
        // Some authorities read the nonce into a signed 64-bit number.
        let nonce = UInt64.random(in: 1...UInt64(Int64.max), using: &generator)
        guard let der = Self.encode(digest: digest.bytes, nonce: nonce) else { throw .requestFailed }
        self.digest = digest
        self.nonce = nonce
        self.der = der
    }

    /// Builds the TimeStampReq. Every `set` function copies what it is given.
    private static func encode(digest: [UInt8], nonce: UInt64) -> [UInt8]? {
        guard let request = TS_REQ_new() else { return nil }
        defer { TS_REQ_free(request) }
        guard let imprint = TS_MSG_IMPRINT_new() else { return nil }
        defer { TS_MSG_IMPRINT_free(imprint) }
        guard let algorithm = X509_ALGOR_new() else { return nil }
        defer { X509_ALGOR_free(algorithm) }
        guard let number = ASN1_INTEGER_new() else { return nil }
        defer { ASN1_INTEGER_free(number) }
        var digest = digest
        guard X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nil) == 1,
            TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1,
            TS_MSG_IMPRINT_set_msg(imprint, &digest, Int32(digest.count)) == 1,
            TS_REQ_set_version(request, 1) == 1,
            TS_REQ_set_msg_imprint(request, imprint) == 1,
            ASN1_INTEGER_set_uint64(number, nonce) == 1,
            TS_REQ_set_nonce(request, number) == 1,
            TS_REQ_set_cert_req(request, 1) == 1
        else { return nil }
        return DER.write { i2d_TS_REQ(request, $0) }
    }
}
