internal import COpenSSL
internal import Glibc

/// A signed statement of a timestamp authority that a digest existed at a certain time (RFC 3161 §2.4.2).
///
/// The properties are what the token *says*; they can be relied on once ``verify(_:trusting:at:)`` has succeeded.
package struct TimestampToken: Hashable, Sendable {
    /// The TimeStampToken: a CMS signed message in DER. `openssl ts -verify -token_in` reads it.
    package let der: [UInt8]
    /// The digest that was stamped.
    package let digest: MerkleHash
    /// When: seconds since 1970-01-01T00:00:00Z. A fraction of a second in the token is cut off.
    package let secondsSince1970: Int64
    /// The token's number at its authority, lower-case hexadecimal.
    package let serialNumber: String
    /// The authority's policy as a dotted object identifier.
    package let policy: String
    /// `nil` if there is none, or one that does not fit 64 bits, which cannot be an answer to our request.
    package let nonce: UInt64?

    /// Reads a token, for instance one that was kept. Its signature is not checked.
    /// - Throws: ``TimestampError/malformedToken``, ``TimestampError/otherHashAlgorithm``
    package init(der: [UInt8]) throws(TimestampError) {
        defer { ERR_clear_error() }
        guard let message = DER.read(der, with: { d2i_PKCS7(nil, &$0, $1) }, free: PKCS7_free) else {
            throw .malformedToken
        }
        defer { PKCS7_free(message) }
        guard let information = PKCS7_to_TS_TST_INFO(message) else { throw .malformedToken }
        defer { TS_TST_INFO_free(information) }
        self.der = der
        digest = try Self.digest(in: information)
        nonce = TS_TST_INFO_get_nonce(information).flatMap { number in
            var nonce: UInt64 = 0
            return ASN1_INTEGER_get_uint64(&nonce, number) == 1 ? nonce : nil
        }
        guard let seconds = Self.seconds(of: TS_TST_INFO_get_time(information)),
            let serialNumber = Self.hexadecimal(TS_TST_INFO_get_serial(information)),
            let policy = Self.dotted(TS_TST_INFO_get_policy_id(information))
        else { throw .malformedToken }
        secondsSince1970 = seconds
        self.serialNumber = serialNumber
        self.policy = policy
    }

    private static func digest(in information: OpaquePointer) throws(TimestampError) -> MerkleHash {
        guard let imprint = TS_TST_INFO_get_msg_imprint(information),
            let algorithm = TS_MSG_IMPRINT_get_algo(imprint), let message = TS_MSG_IMPRINT_get_msg(imprint)
        else { throw .malformedToken }
        var identifier: OpaquePointer?
        X509_ALGOR_get0(&identifier, nil, nil, algorithm)
        guard OBJ_obj2nid(identifier) == NID_sha256 else { throw .otherHashAlgorithm }
        let bytes = UnsafeBufferPointer(start: ASN1_STRING_get0_data(message), count: Int(ASN1_STRING_length(message)))
        guard let digest = MerkleHash(bytes) else { throw .malformedToken }
        return digest
    }

    private static func seconds(of time: UnsafePointer<ASN1_GENERALIZEDTIME>?) -> Int64? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Int64(timegm(&parts))
    }

    private static func hexadecimal(_ number: UnsafePointer<ASN1_INTEGER>?) -> String? {
        guard let number, let big = ASN1_INTEGER_to_BN(number, nil) else { return nil }
        defer { BN_free(big) }
        guard let digits = BN_bn2hex(big) else { return nil }
        defer { CRYPTO_free(digits, #file, #line) }
        return String(cString: digits).lowercased()
    }

    private static func dotted(_ identifier: OpaquePointer?) -> String? {
        guard let identifier else { return nil }
        var text = [CChar](repeating: 0, count: 256)
        let count = OBJ_obj2txt(&text, Int32(text.count), identifier, 1)
        guard count > 0, Int(count) < text.count else { return nil }
        return String(decoding: text.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
