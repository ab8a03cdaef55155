internal import COpenSSL

/// A detached signature over bytes (CMS, RFC 5652), in DER: what `openssl cms -verify -inform DER -binary -content` reads.
///
/// With an RSA key it is the same bytes for the same content, key and instant; with an elliptic curve it is another each time,
/// because OpenSSL draws a random number for each.
enum CMSSignature {
    /// Signs `content` by SHA-256, with the signer's certificate and its chain inside.
    /// - Parameters:
    ///   - certificate: The signer's certificate in PEM; others that follow it are taken for its chain.
    ///   - key: The private key in PEM, not encrypted.
    ///   - chain: Further certificates in PEM; may be empty.
    ///   - instant: What the signature says of when it was made, in seconds since 1970.
    /// - Throws: ``CMSError``
    static func sign(
        _ content: [UInt8], certificatePEM certificate: [UInt8], keyPEM key: [UInt8], chainPEM chain: [UInt8] = [],
        at instant: Int64
    ) throws(CMSError) -> [UInt8] {
        ERR_clear_error()
        defer { ERR_clear_error() }
        let certificates = try CertificateList(pem: certificate)
        let further = try CertificateList(pem: chain, allowsNone: true)
        guard let signer = certificates.first else { throw .malformedCertificates }
        guard
            let privateKey = PEMText.read(key, with: { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in -1 }, nil) })
        else { throw .malformedKey }
        defer { EVP_PKEY_free(privateKey) }
        guard X509_check_private_key(signer, privateKey) == 1 else { throw .keyOfOtherCertificate }
        let flags = UInt32(CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP)
        guard let message = CMS_sign(nil, nil, nil, nil, flags | UInt32(CMS_PARTIAL)) else { throw .signingFailed }
        defer { CMS_ContentInfo_free(message) }
        guard let signing = CMS_add1_signer(message, signer, privateKey, EVP_sha256(), flags) else {
            throw .signingFailed
        }
        try add(instant, to: signing)
        for index in 1..<max(1, certificates.count) where CMS_add1_cert(message, certificates[index]) != 1 {
            throw .signingFailed
        }
        for index in 0..<further.count where !certificates.contains(further[index]) {
            guard CMS_add1_cert(message, further[index]) == 1 else { throw .signingFailed }
        }
        let isSigned = PEMText.read(content) { CMS_final(message, $0, nil, flags) == 1 ? true : nil }
        guard isSigned == true, let der = DER.write(with: { i2d_CMS_ContentInfo(message, $0) }) else {
            throw .signingFailed
        }
        return der
    }

    /// An instant that is already there is not replaced by the clock's when the signature is made.
    private static func add(_ instant: Int64, to signing: OpaquePointer) throws(CMSError) {
        guard let time = ASN1_TIME_set(nil, time_t(instant)) else { throw .signingFailed }
        defer { ASN1_STRING_free(time) }
        guard
            CMS_signed_add1_attr_by_NID(signing, NID_pkcs9_signingTime, ASN1_STRING_type(time), time, -1) == 1
        else { throw .signingFailed }
    }
}

/// Why there is no signature, or none that proves anything.
enum CMSError: Error, Hashable, Sendable {
    /// Not a CMS signature in DER, or with bytes left over.
    case malformedSignature
    /// Nobody signed it, or more than one did.
    case notOneSigner
    /// The certificate of the signer is not in it.
    case signerMissing
    /// Signed by a digest that is not trusted any more.
    case weakDigest
    /// Not the signature of its certificate's key over this content.
    case invalidSignature
    /// No certificate in PEM could be read, or one is damaged.
    case malformedCertificates
    case malformedKey
    case keyOfOtherCertificate
    case signingFailed, generationFailed
}

extension CMSError {
    /// The same for a person.
    var sentence: Sentence {
        switch self {
        case .malformedSignature: Sentence("seal.malformedSignature")
        case .notOneSigner: Sentence("seal.notOneSigner")
        case .signerMissing: Sentence("seal.signerMissing")
        case .weakDigest: Sentence("seal.weakDigest")
        case .invalidSignature: Sentence("seal.invalidSignature")
        case .malformedCertificates: Sentence("seal.malformedCertificates")
        case .malformedKey: Sentence("seal.malformedKey")
        case .keyOfOtherCertificate: Sentence("seal.keyOfOtherCertificate")
        case .signingFailed: Sentence("seal.signingFailed")
        case .generationFailed: Sentence("seal.generationFailed")
        }
    }
}
