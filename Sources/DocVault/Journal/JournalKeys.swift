internal import Foundation
internal import SystemPackage

/// The keys of a vault's journal: the private one that signs now, and the public ones of all that ever did.
///
/// `keys/journal-key.pem` is an unencrypted PKCS #8 key with mode 0600. `keys/journal-keys` has one ``PublishedKey`` a line,
/// the newest last.
package struct JournalKeys: Sendable {
    static let privateFile = "journal-key.pem"
    private static let publicFile = "journal-keys"

    let folder: FilePath
    /// Which log this is: the first line of every checkpoint, and the name of its keys.
    package let origin: String
    /// The public keys, the newest last.
    package let published: [PublishedKey]

    /// The origin of a vault's log.
    static func origin(of vault: UUID) -> String { "docvault/\(vault.uuidString.lowercased())" }

    /// Makes the first key of a new vault.
    static func create(in folder: FilePath, origin: String) throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in
            try LinuxFileSystem().makeFolder(folder, permissions: .ownerReadWriteExecute)
        }
        let key: Ed25519PrivateKey = try signing { () throws(Ed25519Error) in try Ed25519PrivateKey.generate() }
        // The public key first: where there is a private one, its public half is known.
        try replacePublished(with: [PublishedKey(try verifierKey(of: key, origin: origin))], in: folder)
        try write(key, named: privateFile, in: folder)
    }

    /// Reads the public keys of a vault.
    init(in folder: FilePath, origin: String) throws(VaultError) {
        (self.folder, self.origin) = (folder, origin)
        guard let data = FileManager.default.contents(atPath: folder.appending(Self.publicFile).string) else {
            throw .keyUnusable(Sentence("journal.key.publicKeysMissing"))
        }
        let keys = String(decoding: data, as: UTF8.self).split(separator: "\n").map { PublishedKey(String($0)) }
        guard !keys.isEmpty, !keys.contains(nil) else {
            throw .keyUnusable(Sentence("journal.key.publicKeysDamaged"))
        }
        published = keys.compactMap(\.self)
    }

    /// The key that signs now.
    /// - Throws: ``VaultError/keyUnusable(_:)`` when others can read it, it is missing, or it is not the newest public key's.
    func signer() throws(VaultError) -> NoteSigner {
        let signer = try read(Self.privateFile)
        guard signer.verifierKey == published.last?.key else {
            throw .keyUnusable(Sentence("journal.key.notNewest"))
        }
        return signer
    }

    /// The public half of the private key that is there, whether or not it may sign.
    func presentKey() throws(VaultError) -> NoteVerifierKey { try read(Self.privateFile).verifierKey }

    /// Reads a private key.
    func read(_ file: String) throws(VaultError) -> NoteSigner {
        let path = folder.appending(file)
        var information = stat()
        guard path.withPlatformString({ stat($0, &information) }) == 0 else {
            throw .keyUnusable(Sentence("journal.key.missing"))
        }
        guard information.st_mode & 0o077 == 0 else {
            throw .keyUnusable(Sentence("journal.key.readByOthers"))
        }
        guard let data = FileManager.default.contents(atPath: path.string), let name = NoteKeyName(origin) else {
            throw .keyUnusable(Sentence("journal.key.notPermitted"))
        }
        return try signing { () throws(Ed25519Error) in
            try NoteSigner(name: name, privateKey: Ed25519PrivateKey(pem: Array(data)))
        }
    }

    static func verifierKey(
        of key: borrowing Ed25519PrivateKey, origin: String
    ) throws(VaultError) -> NoteVerifierKey {
        guard let name = NoteKeyName(origin) else { throw .keyUnusable(Sentence("journal.key.originNoName")) }
        do throws(Ed25519Error) {
            return NoteVerifierKey(name: name, publicKey: try key.publicKey())
        } catch {
            throw .keyUnusable(Sentence("journal.key.notMade"))
        }
    }

    /// Replaces the list of public keys in one step, durably.
    static func replacePublished(with keys: [PublishedKey], in folder: FilePath) throws(VaultError) {
        try replace(Array(keys.map { "\($0)\n" }.joined().utf8), named: publicFile, mode: 0o644, in: folder)
    }

    /// Writes a private key in one step, durably.
    static func write(
        _ key: borrowing Ed25519PrivateKey, named name: String, in folder: FilePath
    ) throws(VaultError) {
        let pem: [UInt8]
        do throws(Ed25519Error) { pem = try key.pem() } catch { throw .keyUnusable(Sentence("journal.key.notWritten")) }
        try replace(pem, named: name, mode: 0o600, in: folder)
    }

    /// Puts a file of keys in the place of another in one step, durably.
    static func replace(
        _ bytes: [UInt8], named name: String, mode: mode_t, in folder: FilePath
    ) throws(VaultError) {
        let output = try OutputFile(at: folder.appending(name))
        guard fchmod(output.descriptor, mode) == 0 else { throw .keyUnusable(Sentence("journal.key.modeNotSet")) }
        try output.write(bytes)
        try output.publish()
    }
}

/// Runs a computation on a key and turns its failure into the vault's.
private func signing<Value: ~Copyable>(_ body: () throws(Ed25519Error) -> Value) throws(VaultError) -> Value {
    do throws(Ed25519Error) {
        return try body()
    } catch {
        throw .keyUnusable(Sentence("journal.key.damaged", ["detail": .text("\(error)")]))
    }
}
