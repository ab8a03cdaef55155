public import SystemPackage

extension Vault {
    /// Writes the receipt for a deposit, or for one document, into a folder that is made if it is not there.
    ///
    /// `receipt.json` is what is verified; `receipt.json.sig` is its raw Ed25519 signature by the journal's key, and
    /// `journal-key.pem` that public key, for `openssl`; `checkpoint` and `checkpoint.tst` are there when the checkpoint
    /// has a time stamp; three pages, `receipt_fr.html`, `receipt_nl.html` and `receipt_en.html`, are for people.
    /// - Throws: ``VaultError/eventNotFound(_:)``.
    public func writeReceipt(for subject: Identifier<Deposit>, to folder: FilePath) async throws {
        let receipt = try await signed(for: subject).receipt
        let pages = try Language.allCases.map { language in
            ("receipt_\(language.rawValue).html", try ReceiptPage(receipt: receipt, language: language).html())
        }
        try write(try receipt.bytes(), as: "receipt.json", sealedBy: receipt, pages: pages, to: folder)
    }

    /// The receipt for a deposit, a submission, or one document, as it is sent to somebody.
    /// - Throws: ``VaultError/eventNotFound(_:)``, also for one of a dossier that the actor may not read.
    package func signedReceipt(for subject: Identifier<Deposit>) async throws -> SignedReceipt {
        // Who may not have it makes the vault do nothing.
        _ = try await sequence(of: subject)
        return try await signed(for: subject)
    }

    private func signed(for subject: Identifier<Deposit>) async throws -> SignedReceipt {
        try await publishJournal()
        // A stamp that is late is shown by `timestampStanding()`, and the receipt says so.
        try? await stampCheckpoint()
        let receipt = try await receipt(for: subject)
        let bytes = try receipt.bytes()
        return SignedReceipt(receipt: receipt, bytes: bytes, signature: try published.keys.signer().sign(bytes))
    }

    /// Writes what the journal has sealed into a folder: the file that is verified, its signature, and the pages.
    func write(
        _ bytes: [UInt8], as name: String, sealedBy seal: some SealedByJournal, pages: [(name: String, html: String)],
        to folder: FilePath
    ) throws {
        let signer = try published.keys.signer()
        try onVault { () throws(SystemCallFailure) in
            try LinuxFileSystem().makeFolder(folder, permissions: .folder)
        }
        var files: [(name: String, bytes: [UInt8])] = [
            (name, bytes), ("\(name).sig", try signer.sign(bytes)),
            ("journal-key.pem", try signer.verifierKey.publicKey.pem()),
        ]
        if let timestamp = seal.timestamp, let token = Base64.decode(timestamp.utf8) {
            files.append(("checkpoint", try TlogProof(parsing: Array(seal.proof.utf8)).checkpoint))
            files.append(("checkpoint.tst", token))
        }
        files += pages.map { ($0.name, Array($0.html.utf8)) }
        for (name, bytes) in files {
            let output = try OutputFile(at: folder.appending(name))
            try output.write(bytes)
            try output.publish()
        }
    }
}
