/// Checks what a bag brings of the journal: the checkpoint, the keys, and each event's place in the tree.
struct JournalCheck {
    let reading: BagReading
    let information: BagInformation
    let trust: BagTrust

    /// What the events are checked against.
    struct Tree {
        let checkpoint: Checkpoint
        let key: PublishedKey
    }

    /// The checkpoint, if a key that counts has signed it; `nil` when there is no journal or what there is proves nothing.
    func tree(_ problems: inout BagProblems) -> Tree? {
        let path = JournalPaper.checkpoint.rawValue
        guard let note = reading.tagFile(path)?.bytes else {
            problems.note(.unproved, path, Sentence("verify.journal.checkpointMissing"), .journal)
            return nil
        }
        let keys = trust.keys ?? published(&problems)
        guard let keys, let origin = information["DocVault-Origin"] else {
            if keys != nil { problems.note(.unproved, "bag-info.txt", Sentence("verify.journal.noOrigin"), .journal) }
            return nil
        }
        let checkpoint: Checkpoint
        do throws(CheckpointError) {
            checkpoint = try Checkpoint.open(note, origin: origin, keys: keys.map(\.key))
        } catch {
            problems.note(.unproved, path, Self.sentence(error), .journal)
            return nil
        }
        guard let key = keys.signer(of: note, size: checkpoint.size), key.counts(for: checkpoint.size) else {
            problems.note(.unproved, path, Sentence("verify.journal.replacedKey"), .journal)
            return nil
        }
        checkSequence(checkpoint, &problems)
        checkParts(of: note, key, &problems)
        return Tree(checkpoint: checkpoint, key: key)
    }

    /// Whether the bag says to come from a vault that keeps a journal.
    var isExpected: Bool {
        information["DocVault-Origin"] != nil || trust.keys != nil
            || reading.tagFile(JournalPaper.checkpoint.rawValue) != nil
    }

    private func published(_ problems: inout BagProblems) -> [PublishedKey]? {
        let path = JournalPaper.keys.rawValue
        var keys: [PublishedKey?] = []
        reading.tagFile(path)?.forEachLine { line, _ in
            keys.append(PublishedKey(String(decoding: line, as: UTF8.self)))
        }
        guard !keys.isEmpty, !keys.contains(nil) else {
            problems.note(.unproved, path, Sentence("receipt.keyLine"), .journal)
            return nil
        }
        return keys.compactMap(\.self)
    }

    private static func sentence(_ error: CheckpointError) -> Sentence {
        switch error {
        case .note(.noKnownSignature), .note(.invalidSignature): Sentence("verify.journal.untrustedKey")
        case .otherLog(let origin): Sentence("receipt.proof.otherLog", ["origin": .quoted(origin)])
        case .note, .malformedText, .malformedOrigin, .malformedSize, .malformedRoot, .malformedExtension:
            Sentence("receipt.proof.checkpoint")
        }
    }

    private func checkSequence(_ checkpoint: Checkpoint, _ problems: inout BagProblems) {
        let stated = information["DocVault-Sequence"] ?? ""
        guard Int(stated) != checkpoint.size - 1 else { return }
        problems.note(
            .unproved, "bag-info.txt",
            Sentence(
                "verify.journal.otherSequence",
                ["stated": .text(visible(stated)), "found": .number(checkpoint.size - 1)]), .journal)
    }

    /// The parts of the checkpoint that are there for tools which cannot take it apart.
    private func checkParts(of note: [UInt8], _ key: PublishedKey, _ problems: inout BagProblems) {
        guard let signed = try? SignedNote(parsing: note) else { return }
        let (body, signature) = (JournalPaper.body, JournalPaper.signature)
        if reading.tagFile(body.rawValue)?.bytes != signed.text {
            problems.note(.unproved, body.rawValue, Sentence("verify.journal.otherPart"), .journal)
        }
        let own = (try? Ed25519PublicKey(pem: reading.tagFile(JournalPaper.key.rawValue)?.bytes ?? []))
        if own != key.key.publicKey {
            problems.note(.unproved, JournalPaper.key.rawValue, Sentence("verify.journal.otherPart"), .journal)
        }
        if own?.isValid(reading.tagFile(signature.rawValue)?.bytes ?? [], for: signed.text) != true {
            problems.note(.unproved, signature.rawValue, Sentence("verify.journal.otherPart"), .journal)
        }
    }
}
