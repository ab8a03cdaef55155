internal import COpenSSL

/// Text in PEM by way of OpenSSL's memory BIOs.
enum PEMText {
    /// Lends `text` to a reading function; `nil` if that finds nothing.
    static func read<Value>(_ text: [UInt8], with body: (OpaquePointer) -> Value?) -> Value? {
        guard let length = Int32(exactly: text.count) else { return nil }
        return text.withUnsafeBytes { bytes in
            // No pointer stands for an empty array, and OpenSSL refuses that.
            guard let bio = bytes.isEmpty ? BIO_new(BIO_s_mem()) : BIO_new_mem_buf(bytes.baseAddress, length) else {
                return nil
            }
            defer { BIO_free(bio) }
            if bytes.isEmpty { BIO_ctrl(bio, BIO_C_SET_BUF_MEM_EOF_RETURN, 0, nil) }
            return body(bio)
        }
    }

    /// Returns what a writing function wrote. The buffer is overwritten before it is freed (`BIO_s_secmem`).
    static func write(with body: (OpaquePointer) -> Int32) -> [UInt8]? {
        guard let bio = BIO_new(BIO_s_secmem()) else { return nil }
        defer { BIO_free(bio) }
        var start: UnsafeMutablePointer<CChar>?
        guard body(bio) >= 0, case let count = docvault_BIO_get_mem_data(bio, &start), count > 0, let start else {
            return nil
        }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}

/// The certificates of a PEM text, in its order.
struct CertificateList: ~Copyable {
    private let handles: [OpaquePointer]

    /// - Throws: ``CMSError/malformedCertificates`` when there is none or one is damaged.
    init(pem: [UInt8], allowsNone: Bool = false) throws(CMSError) {
        ERR_clear_error()
        defer { ERR_clear_error() }
        var handles: [OpaquePointer] = []
        let isWhole = PEMText.read(pem) { bio -> Bool? in
            while let certificate = PEM_read_bio_X509(bio, nil, { _, _, _, _ in -1 }, nil) {
                handles.append(certificate)
            }
            // The end of the text shows as "no start line"; anything else is a damaged certificate.
            let last = ERR_peek_last_error()
            return ERR_GET_LIB(last) == ERR_LIB_PEM && ERR_GET_REASON(last) == PEM_R_NO_START_LINE
        }
        guard isWhole == true, allowsNone || !handles.isEmpty else {
            for handle in handles { X509_free(handle) }
            throw .malformedCertificates
        }
        self.handles = handles
    }

    deinit { for handle in handles { X509_free(handle) } }

    var count: Int { handles.count }
    var first: OpaquePointer? { handles.first }

    subscript(index: Int) -> OpaquePointer { handles[index] }

    func contains(_ certificate: OpaquePointer) -> Bool { handles.contains { X509_cmp($0, certificate) == 0 } }

    /// Calls `body` with a store that trusts these, at an instant or whenever.
    func withStore<Value>(at instant: Int64?, _ body: (OpaquePointer) throws(CMSError) -> Value) throws(CMSError)
        -> Value
    {
        guard let store = X509_STORE_new() else { throw .malformedCertificates }
        defer { X509_STORE_free(store) }
        for handle in handles where X509_STORE_add_cert(store, handle) != 1 { throw .malformedCertificates }
        let parameters = X509_STORE_get0_param(store)
        // Whoever gives the certificate of an intermediate authority, or the signer's own, trusts that one.
        X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
        X509_VERIFY_PARAM_set_purpose(parameters, X509_PURPOSE_ANY)
        if let instant {
            X509_VERIFY_PARAM_set_time(parameters, time_t(instant))
        } else {
            X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_NO_CHECK_TIME))
        }
        return try body(store)
    }
}
