internal import Foundation
internal import SystemPackage

/// The keys of a vault's journal: the private one that signs now, and the public ones of all that ever did.
///
/// `keys/journal-key.pem` is an unencrypted PKCS #8 key with mode 0600. `keys/journal-keys` has one public key a line, in the
/// form that logs publish, the newest last.
package struct JournalKeys: Sendable {
    private static let privateFile = "journal-key.pem"
    private static let publicFile = "journal-keys"

    let folder: FilePath
    /// Which log this is: the first line of every checkpoint, and the name of its keys.
    package let origin: String
    /// The public keys, the newest last.
    package let verifierKeys: [NoteVerifierKey]

    /// The origin of a vault's log.
    static func origin(of vault: UUID) -> String { "docvault/\(vault.uuidString.lowercased())" }

    /// Makes the first key of a new vault.
    static func create(in folder: FilePath, origin: String) throws(VaultError) {
        try onVault { () throws(SystemCallFailure) in
            try LinuxFileSystem().makeFolder(folder, permissions: .ownerReadWriteExecute)
        }
        let key: Ed25519PrivateKey = try signing { () throws(Ed25519Error) in try Ed25519PrivateKey.generate() }
        try store(key, publicKeys: [try verifierKey(of: key, origin: origin)], in: folder)
    }

    /// Reads the public keys of a vault.
    init(in folder: FilePath, origin: String) throws(VaultError) {
        (self.folder, self.origin) = (folder, origin)
        guard let data = FileManager.default.contents(atPath: folder.appending(Self.publicFile).string) else {
            throw .keyUnusable(Sentence("journal.key.publicKeysMissing"))
        }
        let keys = String(decoding: data, as: UTF8.self).split(separator: "\n").map { NoteVerifierKey(String($0)) }
        guard !keys.isEmpty, !keys.contains(nil) else {
            throw .keyUnusable(Sentence("journal.key.publicKeysDamaged"))
        }
        verifierKeys = keys.compactMap(\.self)
    }

    /// The key that signs now.
    /// - Throws: ``VaultError/keyUnusable(_:)`` when others can read it, it is missing, or it is no listed public key's.
    func signer() throws(VaultError) -> NoteSigner {
        let path = folder.appending(Self.privateFile)
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
        let signer: NoteSigner = try signing { () throws(Ed25519Error) in
            try NoteSigner(name: name, privateKey: Ed25519PrivateKey(pem: Array(data)))
        }
        // After a crash in the middle of a rotation the key before the newest may be the one that is there.
        guard verifierKeys.contains(signer.verifierKey) else {
            throw .keyUnusable(Sentence("journal.key.notListed"))
        }
        return signer
    }

    /// Puts a new key in the place of the present one, whose public half stays.
    func replaceSigner(with key: borrowing Ed25519PrivateKey) throws(VaultError) {
        let new = try Self.verifierKey(of: key, origin: origin)
        try Self.store(key, publicKeys: verifierKeys + [new], in: folder)
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

    private static func store(
        _ key: borrowing Ed25519PrivateKey, publicKeys: [NoteVerifierKey], in folder: FilePath
    ) throws(VaultError) {
        let pem: [UInt8]
        do throws(Ed25519Error) { pem = try key.pem() } catch { throw .keyUnusable(Sentence("journal.key.notWritten")) }
        let lines = publicKeys.map { "\($0)\n" }.joined()
        // The public key first: a crash between the two leaves the old private key with its own public key still listed.
        try replace(Array(lines.utf8), named: publicFile, mode: 0o644, in: folder)
        try replace(pem, named: privateFile, mode: 0o600, in: folder)
    }

    private static func replace(
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
