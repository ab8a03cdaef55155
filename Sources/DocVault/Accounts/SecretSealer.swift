internal import COpenSSL
internal import SystemPackage

/// Seals the secrets of second factors at rest: AES-256-GCM (NIST SP 800-38D) under `keys/second-factor.key`.
///
/// A sealed secret is a nonce of 12 bytes, the text, and a tag of 16 bytes. The person is authenticated with it, so that a
/// row of one person is worth nothing in the row of another.
struct SecretSealer: Sendable {
    private static let nonceSize = 12
    private static let tagSize = 16

    private let file: KeyFile?
    private let memoryKey: [UInt8]

    init(keysIn folder: FilePath) {
        file = KeyFile(
            folder: folder, name: "second-factor.key", damaged: Sentence("account.keyDamaged"),
            readable: Sentence("account.keyReadable"))
        memoryKey = []
    }

    /// Uses a key that lasts as long as this value, for a vault without a folder.
    init() { (file, memoryKey) = (nil, randomBytes(KeyFile.size)) }

    /// Seals a secret. Makes the key when there is none.
    /// - Parameter hasOthers: Whether secrets are sealed already: then a missing key was lost, and a new one would hide it.
    func seal(_ secret: [UInt8], for person: Person.ID, hasOthers: Bool) throws(VaultError) -> [UInt8] {
        let key = hasOthers ? try existingKey() : try file?.keyOrNew() ?? memoryKey
        let nonce = randomBytes(Self.nonceSize)
        var (text, tag) = ([UInt8](repeating: 0, count: secret.count), [UInt8](repeating: 0, count: Self.tagSize))
        let sealed = try run(encrypting: true, key: key, nonce: nonce, person: person) { context in
            var count: Int32 = 0
            return EVP_EncryptUpdate(context, &text, &count, secret, Int32(secret.count)) == 1
                && EVP_EncryptFinal_ex(context, nil, &count) == 1
                && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(Self.tagSize), &tag) == 1
        }
        guard sealed else {
            throw .storageFailed(StorageFailure(operation: "AES-GCM", detail: "\(OpenSSLError.last().code)"))
        }
        return nonce + text + tag
    }

    /// Opens what was sealed for a person.
    /// - Throws: ``VaultError/keyUnusable(_:)`` when the key is missing or is not the one that it was sealed with.
    func open(_ sealed: [UInt8], for person: Person.ID) throws(VaultError) -> [UInt8] {
        let key = try existingKey()
        guard sealed.count > Self.nonceSize + Self.tagSize else { throw .keyUnusable(Sentence("account.keyOther")) }
        let text = Array(sealed[Self.nonceSize..<(sealed.count - Self.tagSize)])
        var (secret, tag) = ([UInt8](repeating: 0, count: text.count), Array(sealed.suffix(Self.tagSize)))
        let opened = try run(
            encrypting: false, key: key, nonce: Array(sealed.prefix(Self.nonceSize)), person: person
        ) { context in
            var count: Int32 = 0
            return EVP_DecryptUpdate(context, &secret, &count, text, Int32(text.count)) == 1
                && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(Self.tagSize), &tag) == 1
                && EVP_DecryptFinal_ex(context, nil, &count) == 1
        }
        guard opened else {
            ERR_clear_error()
            throw .keyUnusable(Sentence("account.keyOther"))
        }
        return secret
    }

    private func existingKey() throws(VaultError) -> [UInt8] {
        guard let file else { return memoryKey }
        guard let key = try file.key() else { throw .keyUnusable(Sentence("account.keyMissing")) }
        return key
    }

    /// Sets a context up with key, nonce and the person as additional data. See `EVP_EncryptInit(3)`, AEAD.
    private func run(
        encrypting: Bool, key: [UInt8], nonce: [UInt8], person: Person.ID, _ body: (OpaquePointer) -> Bool
    ) throws(VaultError) -> Bool {
        guard let context = EVP_CIPHER_CTX_new() else {
            throw .storageFailed(StorageFailure(operation: "AES-GCM", detail: "\(OpenSSLError.last().code)"))
        }
        defer { EVP_CIPHER_CTX_free(context) }
        let aad = person.uuid.bytes
        var count: Int32 = 0
        let direction: Int32 = encrypting ? 1 : 0
        guard EVP_CipherInit_ex(context, EVP_aes_256_gcm(), nil, key, nonce, direction) == 1,
            EVP_CipherUpdate(context, nil, &count, aad, Int32(aad.count)) == 1
        else { return false }
        return body(context)
    }
}
