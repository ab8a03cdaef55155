internal import COpenSSL

/// An Ed25519 private key (RFC 8032), held by OpenSSL.
///
/// The owner cannot be copied, so the seed exists once, in memory that OpenSSL overwrites when the owner goes
/// (`EVP_PKEY_free`). Only ``pem()`` lets it out.
///
/// `@unchecked Sendable` is right: an `EVP_PKEY` is not changed after it is made, its reference count is atomic, and
/// every signature uses a context of its own.
package struct Ed25519PrivateKey: ~Copyable, @unchecked Sendable {
    private let handle: OpaquePointer

    private init(owning handle: OpaquePointer) { self.handle = handle }

    deinit { EVP_PKEY_free(handle) }

    /// Makes a new key from OpenSSL's random generator.
    /// - Throws: ``Ed25519Error/generationFailed``
    package static func generate() throws(Ed25519Error) -> Ed25519PrivateKey {
        guard let context = EVP_PKEY_CTX_new_id(EVP_PKEY_ED25519, nil) else { throw .generationFailed }
        defer { EVP_PKEY_CTX_free(context) }
        var handle: OpaquePointer?
        guard EVP_PKEY_keygen_init(context) == 1, EVP_PKEY_keygen(context, &handle) == 1, let handle else {
            throw .generationFailed
        }
        return Ed25519PrivateKey(owning: handle)
    }

    /// The key with this 32-byte seed, the "private key" of RFC 8032 §5.1.5.
    /// - Throws: ``Ed25519Error/malformedKey`` unless there are 32 bytes.
    package init(seed: [UInt8]) throws(Ed25519Error) {
        guard seed.count == 32, let handle = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count)
        else { throw .malformedKey }
        self.init(owning: handle)
    }

    /// Reads an unencrypted PKCS#8 key in PEM (RFC 8410 §7). An encrypted one is refused; nobody is asked for a word.
    /// - Throws: ``Ed25519Error/malformedKey``, ``Ed25519Error/otherAlgorithm``
    package init(pem: [UInt8]) throws(Ed25519Error) {
        guard let handle = Ed25519PEM.read(pem, with: { PEM_read_bio_PrivateKey($0, nil, { _, _, _, _ in -1 }, nil) })
        else { throw .malformedKey }
        guard EVP_PKEY_get_base_id(handle) == EVP_PKEY_ED25519 else {
            EVP_PKEY_free(handle)
            throw .otherAlgorithm
        }
        self.init(owning: handle)
    }

    /// The key as PKCS#8 in PEM, not encrypted: store it where only the vault can read (mode 0600).
    /// - Throws: ``Ed25519Error/encodingFailed``
    package func pem() throws(Ed25519Error) -> [UInt8] {
        try Ed25519PEM.write { PEM_write_bio_PKCS8PrivateKey($0, handle, nil, nil, 0, nil, nil) }
    }

    /// - Throws: ``Ed25519Error/encodingFailed``
    package func publicKey() throws(Ed25519Error) -> Ed25519PublicKey {
        var bytes = [UInt8](repeating: 0, count: Ed25519PublicKey.byteCount)
        var count = bytes.count
        guard EVP_PKEY_get_raw_public_key(handle, &bytes, &count) == 1, let key = Ed25519PublicKey(bytes) else {
            throw .encodingFailed
        }
        return key
    }

    /// Signs `message`: 64 bytes, the same every time (RFC 8032 §5.1.6).
    /// - Throws: ``Ed25519Error/signingFailed``
    package func sign(_ message: [UInt8]) throws(Ed25519Error) -> [UInt8] {
        guard let context = EVP_MD_CTX_new() else { throw .signingFailed }
        defer { EVP_MD_CTX_free(context) }
        var signature = [UInt8](repeating: 0, count: Ed25519PublicKey.signatureByteCount)
        var count = signature.count
        guard EVP_DigestSignInit(context, nil, nil, nil, handle) == 1,
            EVP_DigestSign(context, &signature, &count, message, message.count) == 1, count == signature.count
        else { throw .signingFailed }
        return signature
    }
}

/// Why a key could not be made, read or used.
package enum Ed25519Error: Error, Hashable, Sendable {
    case generationFailed, signingFailed, encodingFailed
    /// Not a key in the expected form, or an encrypted one.
    case malformedKey
    /// A key, but not for Ed25519.
    case otherAlgorithm
}
