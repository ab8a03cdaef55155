internal import COpenSSL

extension TimestampToken {
    /// The instant at which the certificates must have been valid.
    package enum ValidityTime: Hashable, Sendable {
        /// The time the token itself states. Right for tokens that outlive the authority's certificate, as ours do:
        /// it trusts that the authority's key was not stolen later.
        case issuance
        case secondsSince1970(Int64)
    }

    /// Checks that the token is over `digest` and signed by an authority whose certificate leads to a trusted one.
    ///
    /// Besides the signature and the chain, OpenSSL checks that the signer's certificate is for timestamping only, and
    /// that it is the certificate the token names (RFC 3161 §2.3, RFC 5816). Revocation is not checked.
    ///
    /// - Parameter certificates: the trusted authorities, one or more certificates in PEM.
    /// - Throws: every ``TimestampError`` that concerns a token or certificates.
    package func verify(
        _ digest: MerkleHash, trusting certificates: [UInt8], at time: ValidityTime = .issuance
    ) throws(TimestampError) {
        guard self.digest == digest else { throw .digestMismatch }
        ERR_clear_error()
        defer { ERR_clear_error() }
        guard let context = TS_VERIFY_CTX_new() else { throw .requestFailed }
        // Frees the store as well.
        defer { TS_VERIFY_CTX_free(context) }
        guard let store = X509_STORE_new() else { throw .requestFailed }
        _ = TS_VERIFY_CTX_set_store(context, store)
        guard Self.add(certificates, to: store) else { throw .malformedCertificates }
        let seconds =
            switch time {
            case .issuance: secondsSince1970
            case .secondsSince1970(let seconds): seconds
            }
        X509_VERIFY_PARAM_set_time(X509_STORE_get0_param(store), Int(seconds))
        _ = TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_VERSION | TS_VFY_SIGNATURE))
        guard let message = DER.read(der, with: { d2i_PKCS7(nil, &$0, $1) }, free: PKCS7_free) else {
            throw .malformedToken
        }
        defer { PKCS7_free(message) }
        guard TS_RESP_verify_token(context, message) == 1 else { throw Self.reason() }
    }

    /// Reads all certificates of a PEM text into `store`; `false` if there is none or one is damaged.
    private static func add(_ certificates: [UInt8], to store: OpaquePointer) -> Bool {
        guard let length = Int32(exactly: certificates.count) else { return false }
        return certificates.withUnsafeBytes { bytes in
            guard let bio = BIO_new_mem_buf(bytes.baseAddress, length) else { return false }
            defer { BIO_free(bio) }
            var count = 0
            while let certificate = PEM_read_bio_X509(bio, nil, { _, _, _, _ in -1 }, nil) {
                defer { X509_free(certificate) }
                guard X509_STORE_add_cert(store, certificate) == 1 else { return false }
                count += 1
            }
            // The end of the text shows as "no start line"; anything else is a damaged certificate.
            let last = ERR_peek_last_error()
            ERR_clear_error()
            return count > 0 && ERR_GET_LIB(last) == ERR_LIB_PEM && ERR_GET_REASON(last) == PEM_R_NO_START_LINE
        }
    }

    /// Translates the last entry of this thread's error queue. It must be read right after the failing call.
    private static func reason() -> TimestampError {
        let last = ERR_peek_last_error()
        let (library, reason) = (ERR_GET_LIB(last), ERR_GET_REASON(last))
        if library == ERR_LIB_ESS { return .otherSigningCertificate }
        if library == ERR_LIB_PKCS7, reason == PKCS7_R_SIGNER_CERTIFICATE_NOT_FOUND { return .otherSigningCertificate }
        guard library == ERR_LIB_TS else { return .verificationFailed(reason: reason) }
        return switch reason {
        case TS_R_CERTIFICATE_VERIFY_ERROR: .untrustedSigner
        case TS_R_ESS_SIGNING_CERTIFICATE_ERROR: .otherSigningCertificate
        case TS_R_SIGNATURE_FAILURE, TS_R_THERE_MUST_BE_ONE_SIGNER: .invalidSignature
        default: .verificationFailed(reason: reason)
        }
    }
}
