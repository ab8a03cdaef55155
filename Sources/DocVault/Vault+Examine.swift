/// One thing that an operator wants to know about a vault.
public struct ExaminationNote: Hashable, Sendable {
    public let what: String
    public let text: String
    public let needsAttention: Bool
}

extension Vault {
    /// Looks at everything that can be looked at quickly: no blob is read and no journal recomputed.
    public func examine(_ folder: VaultFolder) async throws -> [ExaminationNote] {
        var findings: [ExaminationNote] = []
        func add(_ what: String, _ text: String, attention: Bool = false) {
            findings.append(ExaminationNote(what: what, text: text, needsAttention: attention))
        }
        add("vault", "\(folder.identifier), format \(VaultFolder.formatVersion)")
        add(
            "disk", folder.durabilityWarning ?? "what is reported as done survives a power cut",
            attention: folder.durabilityWarning != nil)
        if !folder.isWritable { add("access", "this user may only read", attention: true) }
        let (size, recordedAt) = try await database.view(.readJournal, by: context) { connection, _ in
            try JournalRecords.end(in: connection)
        }
        if let recordedAt, recordedAt > clock.now() {
            add(
                "clock", "this machine's clock is behind the journal, whose last event is of \(recordedAt)",
                attention: true)
        } else {
            add("clock", "not behind the journal")
        }
        do {
            guard let checkpoint = try published.checkpoint()?.checkpoint.size else {
                throw JournalFlaw.checkpointMissing
            }
            guard checkpoint <= size else { throw JournalFlaw.checkpointBeyondJournal(size: checkpoint, events: size) }
            let waiting = size - checkpoint
            add("journal", "\(size) events, " + (waiting == 0 ? "all published" : "\(waiting) not published yet"))
            _ = try published.keys.signer()
            add("key", "signs, and only its owner can read it")
            let stamps = try await timestampStanding()
            switch (stamps.authority, stamps.isWaiting) {
            case (nil, _): add("time stamps", "no authority named; the vault's own clock is the only witness")
            case (let authority?, false): add("time stamps", "the newest checkpoint is stamped by \(authority)")
            case (let authority?, true):
                add("time stamps", "the newest checkpoint waits for a stamp of \(authority)", attention: true)
            }
        } catch let flaw as JournalFlaw {
            add("journal", flaw.sentence.text(in: .en), attention: true)
        } catch VaultError.keyUnusable(let reason) {
            add("key", reason.text(in: .en), attention: true)
        } catch let error as VaultError {
            add("journal", error.message, attention: true)
        }
        return findings
    }
}
