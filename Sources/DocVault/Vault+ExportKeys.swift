extension Vault {
    /// The certificates that exports are sealed by, in PEM, and the fingerprint of the signer's: to be published.
    public func exportCertificate() throws -> (pem: String, fingerprint: String) {
        let keys = try exportKeys()
        return (String(decoding: keys.certificates, as: UTF8.self), try keys.fingerprint)
    }

    /// The same, for whoever serves many: files are read on threads of their own.
    package func publishedExportCertificate() async throws -> (pem: String, fingerprint: String) {
        try await executor.run { try exportCertificate() }
    }

    /// Puts the agency's own key and certificate in the place of those that exports are sealed by.
    ///
    /// Bags that were sealed before keep their seal. The event comes before the files: without it nothing changes, and after
    /// a crash between the two it is done again.
    /// - Parameters:
    ///   - certificates: The signer's certificate, and its chain after it, in PEM.
    ///   - key: Its private key in PEM, not encrypted.
    /// - Throws: ``VaultError/keyUnusable(_:)`` when they do not belong together; ``VaultError/refused(_:)``.
    /// - Returns: The fingerprint of the new certificate, to be published.
    public func replaceExportCertificate(by certificates: [UInt8], key: [UInt8]) async throws -> String {
        let keys = try published.keys
        let new = try ExportKeys(key: key, certificates: certificates)
        let (old, fingerprint) = (try exportKeys().fingerprint, try new.fingerprint)
        let subject = JournalSubject(.key, identifiers.next(ExportKeys.self))
        try await database.perform(.rotateKey, by: context) { _, journal, _ in
            _ = try journal.append(
                .sealReplaced, subject, before: ["certificate": .string("sha256:\(old)")],
                after: ["certificate": .string("sha256:\(fingerprint)")])
        }
        try ExportKeys.write(key: key, certificates: certificates, in: keys.folder)
        return fingerprint
    }
}
