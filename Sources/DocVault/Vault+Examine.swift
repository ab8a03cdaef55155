/// One thing that an operator wants to know about a vault.
public struct Finding: Hashable, Sendable {
    public let what: String
    public let text: String
    public let needsAttention: Bool
}

extension Vault {
    /// Looks at everything that can be looked at quickly: no blob is read and no journal recomputed.
    public func examine(_ folder: VaultFolder) async throws -> [Finding] {
        var findings: [Finding] = []
        func add(_ what: String, _ text: String, attention: Bool = false) {
            findings.append(Finding(what: what, text: text, needsAttention: attention))
        }
        add("vault", "\(folder.identifier), format \(VaultFolder.formatVersion)")
        add(
            "disk", folder.durabilityWarning ?? "what is reported as done survives a power cut",
            attention: folder.durabilityWarning != nil)
        if !folder.isWritable { add("access", "this user may only read", attention: true) }
        let (size, recordedAt) = try await database.read { try JournalRecords.end(in: $0) }
        if let recordedAt, let behind = recordedAt.lead(over: clock.now()) {
            add(
                "clock",
                "this machine's clock is \(behind) behind the journal, whose last event is of \(recordedAt); "
                    + "until it has caught up, events get that instant",
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
            if let ahead = try await leadOverAuthority(stamps) { add("clock", ahead, attention: true) }
            switch (stamps.authority, stamps.isWaiting) {
            case (nil, _): add("time stamps", "no authority named; the vault's own clock is the only witness")
            case (let authority?, false): add("time stamps", "the newest checkpoint is stamped by \(authority)")
            case (let authority?, true):
                add("time stamps", "the newest checkpoint waits for a stamp of \(authority)", attention: true)
            }
        } catch let flaw as JournalFlaw {
            add("journal", flaw.message, attention: true)
        } catch VaultError.keyUnusable(let reason) {
            add("key", reason, attention: true)
        } catch let error as VaultError {
            add("journal", error.message, attention: true)
        }
        return findings
    }

    /// Says so when the newest event that has a time stamp claims to be later than the stamp: the vault's clock was ahead.
    private func leadOverAuthority(_ stamps: TimestampStanding) async throws -> String? {
        guard let size = stamps.stampedSize, let stampedAt = stamps.stampedAt else { return nil }
        guard let event = try await database.read({ try JournalRecords.event(size - 1, in: $0) }) else { return nil }
        // A minute is what clocks may differ by.
        guard event.recordedAt.microsecondsSince1970 - stampedAt.microsecondsSince1970 > 60_000_000,
            let ahead = event.recordedAt.lead(over: stampedAt)
        else { return nil }
        return "event \(event.sequence) was recorded \(ahead) ahead of the time stamping authority's clock"
    }
}

extension Instant {
    /// How much later this instant is than another, for people: its two largest units; `nil` when it is not later.
    func lead(over other: Instant) -> String? {
        let microseconds = microsecondsSince1970 - other.microsecondsSince1970
        guard microseconds > 0 else { return nil }
        var seconds = microseconds / 1_000_000
        var parts: [String] = []
        for (name, length) in [("day", Int64(86_400)), ("hour", 3_600), ("minute", 60), ("second", 1)] {
            let count = seconds / length
            seconds %= length
            if count > 0 { parts.append("\(count) \(name)\(count == 1 ? "" : "s")") }
        }
        return parts.isEmpty ? "less than a second" : parts.prefix(2).joined(separator: " ")
    }
}
