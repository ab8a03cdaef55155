public import SystemPackage

extension Vault {
    /// Writes the certificate of an executed disposition into a folder that is made if it is not there.
    ///
    /// `certificate.json` is what is verified; `certificate.json.sig` its raw Ed25519 signature by the journal's key, and
    /// `journal-key.pem` that public key; `checkpoint` and `checkpoint.tst` are there when the checkpoint has a time stamp;
    /// three pages are for people.
    /// - Throws: ``RetentionRefusal/dispositionNotFound(_:)``; ``VaultError/stateForbids(what:from:to:)`` before it is executed.
    public func writeCertificate(of code: DispositionCode, to folder: FilePath) async throws {
        let certificate = try await sealedCertificate(of: code)
        let pages = try Language.allCases.map { language in
            (
                "certificate_\(language.rawValue).html",
                try CertificatePage(certificate: certificate, language: language).html()
            )
        }
        try write(try certificate.bytes(), as: "certificate.json", sealedBy: certificate, pages: pages, to: folder)
    }

    /// The certificate of an executed disposition as a file, and its raw Ed25519 signature by the journal's key.
    /// - Throws: as ``writeCertificate(of:to:)``.
    package func certificate(of code: DispositionCode) async throws -> (bytes: [UInt8], signature: [UInt8]) {
        let bytes = try await sealedCertificate(of: code).bytes()
        return (bytes, try await executor.run { try published.keys.signer().sign(bytes) })
    }

    private func sealedCertificate(of code: DispositionCode) async throws -> Certificate {
        let (found, items) = try await database.view(.readDisposition, by: context) { connection, _ in
            let (id, found) = try DispositionRecords.require(code, in: connection)
            var items: [Certificate.Item] = []
            try DispositionItemRecords.forEach(of: id, in: connection) { items.append(Certificate.Item($0)) }
            return (found, items)
        }
        guard let event = found.certificateEvent else {
            throw VaultError.stateForbids(code, found.state, .executed)
        }
        try await publishJournal()
        // A stamp that is late is shown by `timestampStanding()`, and the page says so.
        try? await stampCheckpoint()
        return Certificate(items: items, sealedBy: try await seal(of: event))
    }
}
