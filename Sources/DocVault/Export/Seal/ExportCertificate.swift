internal import COpenSSL
internal import Glibc

/// The certificate that exports are sealed with, and its private key: made with a vault, or the agency's own.
struct ExportCertificate: Sendable {
    /// What kind of key to make.
    enum KeyKind: String, CaseIterable, Sendable {
        /// RSA of 3072 bits: signing the same twice gives the same bytes, so an export that is made again is the same to the
        /// last byte.
        case rsa3072
        /// ECDSA on P-256: smaller and faster, but each signature is another.
        case p256
    }

    /// The key as PKCS#8 in PEM, not encrypted: to be stored where only the vault can read it (mode 0600).
    let keyPEM: [UInt8]
    let certificatePEM: [UInt8]

    /// Makes a key, and a certificate in which the key vouches for itself.
    /// - Parameters:
    ///   - commonName: The name in the certificate: at most 64 characters, of which more are cut off.
    ///   - instant: From when the certificate is valid, in seconds since 1970.
    ///   - years: For how long. Long: nobody renews it, and a bag is checked years after it was made.
    /// - Throws: ``CMSError/generationFailed``
    static func selfSigned(
        commonName: String, at instant: Int64, years: Int = 30, key kind: KeyKind = .rsa3072
    ) throws(CMSError) -> ExportCertificate {
        ERR_clear_error()
        defer { ERR_clear_error() }
        let made: OpaquePointer? =
            switch kind {
            case .rsa3072: docvault_EVP_RSA_gen(3072)
            case .p256: docvault_EVP_EC_gen("P-256")
            }
        guard let key = made else { throw .generationFailed }
        defer { EVP_PKEY_free(key) }
        guard let certificate = X509_new() else { throw .generationFailed }
        defer { X509_free(certificate) }
        try fill(certificate, commonName, key, from: instant, years)
        guard X509_sign(certificate, key, EVP_sha256()) > 0,
            let keyPEM = PEMText.write(with: { wrote(PEM_write_bio_PKCS8PrivateKey($0, key, nil, nil, 0, nil, nil)) }),
            let certificatePEM = PEMText.write(with: { wrote(PEM_write_bio_X509($0, certificate)) })
        else { throw .generationFailed }
        return ExportCertificate(keyPEM: keyPEM, certificatePEM: certificatePEM)
    }

    /// The fingerprint of the first certificate of a PEM text, as ``CMSSignature/Signer/fingerprint``.
    /// - Throws: ``CMSError/malformedCertificates``
    static func fingerprint(ofPEM pem: [UInt8]) throws(CMSError) -> String {
        let certificates = try CertificateList(pem: pem)
        guard let first = certificates.first else { throw .malformedCertificates }
        return try CMSSignature.fingerprint(of: first)
    }

    private static func wrote(_ result: Int32) -> Int32 { result == 1 ? 0 : -1 }

    private static func fill(
        _ certificate: OpaquePointer, _ commonName: String, _ key: OpaquePointer, from instant: Int64, _ years: Int
    ) throws(CMSError) {
        guard X509_set_version(certificate, Int(X509_VERSION_3)) == 1, setSerialNumber(of: certificate),
            ASN1_TIME_set(X509_getm_notBefore(certificate), time_t(instant)) != nil,
            ASN1_TIME_set(X509_getm_notAfter(certificate), time_t(instant + Int64(years) * 31_556_952)) != nil,
            X509_set_pubkey(certificate, key) == 1, let name = X509_NAME_new()
        else { throw .generationFailed }
        defer { X509_NAME_free(name) }
        let text = Array(String(commonName.prefix(64)).utf8)
        guard X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, Int32(text.count), -1, 0) == 1,
            X509_set_subject_name(certificate, name) == 1, X509_set_issuer_name(certificate, name) == 1
        else { throw .generationFailed }
        // RFC 5280 §4.2.1: critical where a reader must not overlook it.
        try add(NID_basic_constraints, "critical,CA:FALSE", to: certificate)
        try add(NID_key_usage, "critical,digitalSignature,nonRepudiation", to: certificate)
        try add(NID_subject_key_identifier, "hash", to: certificate)
    }

    /// A number that nobody else has: 127 bits of chance, which RFC 5280 §4.1.2.2 leaves positive.
    private static func setSerialNumber(of certificate: OpaquePointer) -> Bool {
        guard let number = BN_new() else { return false }
        defer { BN_free(number) }
        return BN_rand(number, 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) == 1
            && BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil
    }

    private static func add(_ kind: Int32, _ value: String, to certificate: OpaquePointer) throws(CMSError) {
        var context = X509V3_CTX()
        X509V3_set_ctx(&context, certificate, certificate, nil, nil, 0)
        guard let added = X509V3_EXT_conf_nid(nil, &context, kind, value) else { throw .generationFailed }
        defer { X509_EXTENSION_free(added) }
        guard X509_add_ext(certificate, added, -1) == 1 else { throw .generationFailed }
    }
}
