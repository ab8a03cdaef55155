internal import COpenSSL
internal import Glibc

extension CMSSignature {
    /// Who signed, as far as the signature itself tells, and whether the caller's certificates vouch for them.
    struct Signer: Hashable, Sendable {
        /// The SHA-256 of the certificate in DER, in lower-case hexadecimal: `openssl x509 -fingerprint -sha256`.
        let fingerprint: String
        /// The name in the certificate (RFC 4514). From outside.
        let subject: String
        /// Whether the certificate leads to one that the caller trusts; `nil` when the caller named none.
        let isTrusted: Bool?
        /// The certificate's validity, in seconds since 1970.
        let notBefore: Int64
        let notAfter: Int64
        /// When the signer says to have signed.
        let signedAt: Int64?
    }

    /// Checks that `signature` is over `content` and was made with the key of the certificate in it.
    ///
    /// A certificate that was valid when it signed is not refused because it has run out since: bags outlive certificates.
    /// - Parameter certificates: Those to trust, in PEM.
    /// - Throws: ``CMSError``; never because the signer is not trusted.
    static func verify(
        signature: [UInt8], content: [UInt8], trusting certificates: [UInt8]?
    ) throws(CMSError) -> Signer {
        ERR_clear_error()
        defer { ERR_clear_error() }
        guard
            let message = DER.read(
                signature, with: { d2i_CMS_ContentInfo(nil, &$0, $1) }, free: CMS_ContentInfo_free)
        else { throw .malformedSignature }
        defer { CMS_ContentInfo_free(message) }
        guard OBJ_obj2nid(CMS_get0_type(message)) == NID_pkcs7_signed, CMS_is_detached(message) == 1 else {
            throw .malformedSignature
        }
        let signers = CMS_get0_SignerInfos(message)
        guard docvault_sk_CMS_SignerInfo_num(signers) == 1, let signing = docvault_sk_CMS_SignerInfo_value(signers, 0)
        else { throw .notOneSigner }
        try checkDigest(of: signing)
        let flags = UInt32(CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY)
        guard PEMText.read(content, with: { CMS_verify(message, nil, nil, $0, nil, flags) == 1 ? true : nil }) == true
        else { throw lastError() }
        guard let list = CMS_get0_signers(message) else { throw .signerMissing }
        defer { docvault_sk_X509_free(list) }
        guard docvault_sk_X509_num(list) == 1, let certificate = docvault_sk_X509_value(list, 0) else {
            throw .signerMissing
        }
        let signedAt = signingTime(of: signing)
        return Signer(
            fingerprint: try fingerprint(of: certificate), subject: subject(of: certificate),
            isTrusted: try certificates.map { pem throws(CMSError) in
                try isTrusted(certificate, in: message, by: try CertificateList(pem: pem), at: signedAt)
            }, notBefore: seconds(of: X509_get0_notBefore(certificate)) ?? 0,
            notAfter: seconds(of: X509_get0_notAfter(certificate)) ?? 0, signedAt: signedAt)
    }

    /// SHA-1 and MD5 can be made to collide, so a signature over one of them may be over other content.
    private static func checkDigest(of signing: OpaquePointer) throws(CMSError) {
        var algorithm: UnsafeMutablePointer<X509_ALGOR>?
        CMS_SignerInfo_get0_algs(signing, nil, nil, &algorithm, nil)
        var identifier: OpaquePointer?
        guard let algorithm else { throw .malformedSignature }
        X509_ALGOR_get0(&identifier, nil, nil, algorithm)
        let strong = [NID_sha256, NID_sha384, NID_sha512, NID_sha3_256, NID_sha3_384, NID_sha3_512]
        guard strong.contains(OBJ_obj2nid(identifier)) else { throw .weakDigest }
    }

    private static func lastError() -> CMSError {
        let last = ERR_peek_error()
        guard ERR_GET_LIB(last) == ERR_LIB_CMS else { return .invalidSignature }
        return ERR_GET_REASON(last) == CMS_R_SIGNER_CERTIFICATE_NOT_FOUND ? .signerMissing : .invalidSignature
    }

    private static func isTrusted(
        _ certificate: OpaquePointer, in message: OpaquePointer, by trusted: borrowing CertificateList,
        at instant: Int64?
    ) throws(CMSError) -> Bool {
        // A certificate that says what its key is for, and does not say signing, vouches for no signature.
        let usage = X509_get_key_usage(certificate)
        guard usage & UInt32(X509v3_KU_DIGITAL_SIGNATURE | X509v3_KU_NON_REPUDIATION) != 0 else { return false }
        return try trusted.withStore(at: instant) { store throws(CMSError) in
            guard let context = X509_STORE_CTX_new() else { throw .malformedCertificates }
            defer { X509_STORE_CTX_free(context) }
            let others = CMS_get1_certs(message)
            defer { docvault_sk_X509_pop_free(others) }
            guard X509_STORE_CTX_init(context, store, certificate, others) == 1 else { throw .malformedCertificates }
            return X509_verify_cert(context) == 1
        }
    }

    static func fingerprint(of certificate: OpaquePointer) throws(CMSError) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        var count: UInt32 = 0
        guard X509_digest(certificate, EVP_sha256(), &digest, &count) == 1, count == 32 else {
            throw .malformedCertificates
        }
        return Hexadecimal.encode(digest)
    }

    private static func subject(of certificate: OpaquePointer) -> String {
        let flags = docvault_XN_FLAG_RFC2253() & ~UInt(ASN1_STRFLGS_ESC_MSB)
        let text = PEMText.write { X509_NAME_print_ex($0, X509_get_subject_name(certificate), 0, flags) }
        return String(decoding: text ?? [], as: UTF8.self)
    }

    private static func signingTime(of signing: OpaquePointer) -> Int64? {
        let index = CMS_signed_get_attr_by_NID(signing, NID_pkcs9_signingTime, -1)
        guard index >= 0, let attribute = CMS_signed_get_attr(signing, index),
            let value = X509_ATTRIBUTE_get0_type(attribute, 0)
        else { return nil }
        switch ASN1_TYPE_get(value) {
        case V_ASN1_UTCTIME: return seconds(of: value.pointee.value.utctime)
        case V_ASN1_GENERALIZEDTIME: return seconds(of: value.pointee.value.generalizedtime)
        default: return nil
        }
    }

    static func seconds(of time: UnsafePointer<ASN1_TIME>?) -> Int64? {
        var parts = tm()
        guard let time, ASN1_TIME_to_tm(time, &parts) == 1 else { return nil }
        return Int64(timegm(&parts))
    }
}

extension CMSSignature {
    /// Checks that a time stamp token was signed by the key of the certificate in it, whoever that is.
    static func verify(stamp token: [UInt8]) throws(CMSError) {
        ERR_clear_error()
        defer { ERR_clear_error() }
        guard
            let message = DER.read(token, with: { d2i_CMS_ContentInfo(nil, &$0, $1) }, free: CMS_ContentInfo_free)
        else { throw .malformedSignature }
        defer { CMS_ContentInfo_free(message) }
        guard CMS_verify(message, nil, nil, nil, nil, UInt32(CMS_BINARY | CMS_NO_SIGNER_CERT_VERIFY)) == 1 else {
            throw .invalidSignature
        }
    }
}
