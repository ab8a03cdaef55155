internal import COpenSSL

/// An Ed25519 public key: 32 bytes (RFC 8032 §5.1.5).
package struct Ed25519PublicKey: Hashable, Sendable {
    package static let byteCount = 32
    package static let signatureByteCount = 64

    package let bytes: [UInt8]

    /// `nil` unless there are 32 bytes. Bytes that are no point of the curve are noticed only by ``isValid(_:for:)``,
    /// under which no signature is valid then.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    /// Reads a SubjectPublicKeyInfo in PEM (RFC 8410 §4).
    /// - Throws: ``Ed25519Error/malformedKey``, ``Ed25519Error/otherAlgorithm``
    package init(pem: [UInt8]) throws(Ed25519Error) {
        guard let handle = Ed25519PEM.read(pem, with: { PEM_read_bio_PUBKEY($0, nil, { _, _, _, _ in -1 }, nil) })
        else { throw .malformedKey }
        defer { EVP_PKEY_free(handle) }
        guard EVP_PKEY_get_base_id(handle) == EVP_PKEY_ED25519 else { throw .otherAlgorithm }
        var bytes = [UInt8](repeating: 0, count: Self.byteCount)
        var count = bytes.count
        guard EVP_PKEY_get_raw_public_key(handle, &bytes, &count) == 1, count == Self.byteCount else {
            throw .malformedKey
        }
        self.bytes = bytes
    }

    /// The key as a SubjectPublicKeyInfo in PEM, which `openssl pkeyutl -verify -pubin` reads.
    /// - Throws: ``Ed25519Error/encodingFailed``
    package func pem() throws(Ed25519Error) -> [UInt8] {
        guard let handle = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count) else {
            throw .encodingFailed
        }
        defer { EVP_PKEY_free(handle) }
        return try Ed25519PEM.write { PEM_write_bio_PUBKEY($0, handle) }
    }

    /// Whether `signature` is this key's signature of `message` (RFC 8032 §5.1.7).
    package func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard signature.count == Self.signatureByteCount,
            let handle = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, bytes, bytes.count)
        else { return false }
        defer { EVP_PKEY_free(handle) }
        guard let context = EVP_MD_CTX_new() else { return false }
        defer {
            EVP_MD_CTX_free(context)
            // A refused signature leaves an entry in this thread's queue, which would look like the next call's error.
            ERR_clear_error()
        }
        return EVP_DigestVerifyInit(context, nil, nil, nil, handle) == 1
            && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
    }
}

/// Keys as PEM text, by way of OpenSSL's memory BIOs.
enum Ed25519PEM {
    /// Lends `pem` to a reading function; `nil` if that finds no key.
    static func read(_ pem: [UInt8], with body: (OpaquePointer) -> OpaquePointer?) -> OpaquePointer? {
        guard let length = Int32(exactly: pem.count) else { return nil }
        defer { ERR_clear_error() }
        return pem.withUnsafeBytes { bytes in
            guard let bio = BIO_new_mem_buf(bytes.baseAddress, length) else { return nil }
            defer { BIO_free(bio) }
            return body(bio)
        }
    }

    /// Returns what a writing function wrote. The buffer is overwritten before it is freed (`BIO_s_secmem`).
    static func write(with body: (OpaquePointer) -> Int32) throws(Ed25519Error) -> [UInt8] {
        guard let bio = BIO_new(BIO_s_secmem()) else { throw .encodingFailed }
        defer { BIO_free(bio) }
        var start: UnsafeMutablePointer<CChar>?
        guard body(bio) == 1, case let count = docvault_BIO_get_mem_data(bio, &start), count > 0, let start else {
            ERR_clear_error()
            throw .encodingFailed
        }
        return Array(UnsafeRawBufferPointer(start: start, count: count))
    }
}
