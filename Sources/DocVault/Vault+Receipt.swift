public import SystemPackage

extension Vault {
    /// Writes the receipt for a deposit, or for one document, into a folder that is made if it is not there.
    ///
    /// `receipt.json` is what is verified; `receipt.json.sig` is its raw Ed25519 signature by the journal's key, and
    /// `journal-key.pem` that public key, for `openssl`; `checkpoint` and `checkpoint.tst` are there when the checkpoint
    /// has a time stamp; three pages, `receipt_fr.html`, `receipt_nl.html` and `receipt_en.html`, are for people.
    /// - Throws: ``VaultError/eventNotFound(_:)``.
    public func writeReceipt(for subject: Identifier<Deposit>, to folder: FilePath) async throws {
        try await publishJournal()
        // A stamp that is late is shown by `timestampStanding()`, and the receipt says so.
        try? await stampCheckpoint()
        let receipt = try await receipt(for: subject)
        let signer = try published.keys.signer()
        try onVault { () throws(SystemCallFailure) in
            try LinuxFileSystem().makeFolder(folder, permissions: .folder)
        }
        let bytes = try receipt.bytes()
        var files: [(name: String, bytes: [UInt8])] = [
            ("receipt.json", bytes), ("receipt.json.sig", try signer.sign(bytes)),
            ("journal-key.pem", try signer.verifierKey.publicKey.pem()),
        ]
        if let timestamp = receipt.timestamp, let token = Base64.decode(timestamp.utf8) {
            files.append(("checkpoint", try TlogProof(parsing: Array(receipt.proof.utf8)).checkpoint))
            files.append(("checkpoint.tst", token))
        }
        for language in Language.allCases {
            let page = try ReceiptPage(receipt: receipt, language: language).html()
            files.append(("receipt_\(language.rawValue).html", Array(page.utf8)))
        }
        for (name, bytes) in files {
            let output = try OutputFile(at: folder.appending(name))
            try output.write(bytes)
            try output.publish()
        }
    }
}
