internal import Foundation
internal import SystemPackage

/// What a vault seals its exports with: `keys/export-key.pem`, mode 0600, and `keys/export-certificate.pem`, the signer's
/// certificate with its chain.
///
/// A vault is made with a key that vouches for itself; the agency may put its own in the place of it.
struct ExportKeys: Sendable {
    private static let keyFile = "export-key.pem"
    private static let certificateFile = "export-certificate.pem"
    private static let lockFile = "export-key.lock"

    private let key: [UInt8]
    /// In PEM, the signer's first.
    let certificates: [UInt8]

    /// Makes the first key of a vault.
    static func create(in folder: FilePath, origin: String, at now: Instant) throws(VaultError) {
        let made = try sealing { () throws(CMSError) in
            // An elliptic curve: its key is made in no time, and a seal is made once for each state.
            try ExportCertificate.selfSigned(
                commonName: origin, at: now.microsecondsSince1970 / 1_000_000, key: .p256)
        }
        try write(key: made.keyPEM, certificates: made.certificatePEM, in: folder)
    }

    /// Puts other ones in their place. The key first: with the old certificate it signs nothing.
    static func write(key: [UInt8], certificates: [UInt8], in folder: FilePath) throws(VaultError) {
        try JournalKeys.replace(key, named: keyFile, mode: 0o600, in: folder)
        try JournalKeys.replace(certificates, named: certificateFile, mode: 0o644, in: folder)
    }

    /// Reads them; makes them for a vault that is older than they are.
    /// - Throws: ``VaultError/keyUnusable(_:)`` when others can read the key, or one of both is missing.
    init(in folder: FilePath, origin: String, at now: Instant) throws(VaultError) {
        let (key, certificate) = (folder.appending(Self.keyFile), folder.appending(Self.certificateFile))
        if !Self.exists(key) || !Self.exists(certificate) {
            // Several exports may be the first one of an older vault: one of them makes the key, the others wait for both files.
            let lock = try FileLock(folder.appending(Self.lockFile))
            defer { lock.release() }
            if !Self.exists(key), !Self.exists(certificate) { try Self.create(in: folder, origin: origin, at: now) }
        }
        var information = stat()
        guard key.withPlatformString({ stat($0, &information) }) == 0 else {
            throw .keyUnusable(Sentence("export.keyMissing"))
        }
        guard information.st_mode & 0o077 == 0 else { throw .keyUnusable(Sentence("export.keyReadByOthers")) }
        guard let keyPEM = FileManager.default.contents(atPath: key.string),
            let certificates = FileManager.default.contents(atPath: certificate.string)
        else { throw .keyUnusable(Sentence("export.keyMissing")) }
        (self.key, self.certificates) = (Array(keyPEM), Array(certificates))
    }

    private static func exists(_ file: FilePath) -> Bool { FileManager.default.fileExists(atPath: file.string) }

    /// Takes a key and certificates that are in no folder yet.
    /// - Throws: ``VaultError/keyUnusable(_:)`` when they do not belong together.
    init(key: [UInt8], certificates: [UInt8]) throws(VaultError) {
        (self.key, self.certificates) = (key, certificates)
        _ = try signature(over: [], at: Instant(microsecondsSince1970: 0))
    }

    /// What people compare with what the agency publishes.
    var fingerprint: String {
        get throws(VaultError) {
            let certificates = certificates
            return try sealing { () throws(CMSError) in try ExportCertificate.fingerprint(ofPEM: certificates) }
        }
    }

    /// Signs a tag manifest.
    func signature(over tagManifest: [UInt8], at now: Instant) throws(VaultError) -> [UInt8] {
        let (key, certificates) = (key, certificates)
        return try sealing { () throws(CMSError) in
            try CMSSignature.sign(
                tagManifest, certificatePEM: certificates, keyPEM: key, at: now.microsecondsSince1970 / 1_000_000)
        }
    }
}

/// Runs a computation on the key and turns its failure into the vault's.
private func sealing<Value>(_ body: () throws(CMSError) -> Value) throws(VaultError) -> Value {
    do throws(CMSError) { return try body() } catch { throw .keyUnusable(Sentence("export.keyUnusable")) }
}
