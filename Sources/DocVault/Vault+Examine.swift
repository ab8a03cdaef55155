/// One thing that an operator wants to know about a vault.
public struct ExaminationNote: Hashable, Sendable {
    /// What was looked at. The raw values are for programs.
    public enum Subject: String, CaseIterable, Sendable {
        case vault, disk, access, policy, clock, journal, key
        case timestamps = "time stamps"

        public var sentence: Sentence {
            switch self {
            case .vault: Sentence("doctor.what.vault")
            case .disk: Sentence("doctor.what.disk")
            case .access: Sentence("doctor.what.access")
            case .policy: Sentence("doctor.what.policy")
            case .clock: Sentence("doctor.what.clock")
            case .journal: Sentence("doctor.what.journal")
            case .key: Sentence("doctor.what.key")
            case .timestamps: Sentence("doctor.what.timestamps")
            }
        }
    }

    public let what: Subject
    public let sentence: Sentence
    public let needsAttention: Bool
}

extension Vault {
    /// Looks at everything that can be looked at quickly: no blob is read and no journal recomputed.
    ///
    /// One thing is mended on the way: a copy of the retention policy in the folder that is not the one in force.
    public func examine(_ folder: VaultFolder) async throws -> [ExaminationNote] {
        var findings: [ExaminationNote] = []
        func add(_ what: ExaminationNote.Subject, _ sentence: Sentence, attention: Bool = false) {
            findings.append(ExaminationNote(what: what, sentence: sentence, needsAttention: attention))
        }
        add(
            .vault,
            Sentence(
                "doctor.vault",
                ["identifier": .text(folder.identifier), "format": .number(VaultFolder.formatVersion)]))
        add(
            .disk, folder.durabilityWarning ?? Sentence("doctor.durable"), attention: folder.durabilityWarning != nil)
        if !folder.isWritable { add(.access, Sentence("doctor.mayOnlyRead"), attention: true) }
        findings.append(try await policyStanding())
        let (size, recordedAt) = try await database.view(.readJournal, by: context) { connection, _ in
            try JournalRecords.end(in: connection)
        }
        if let recordedAt, let behind = recordedAt.lead(over: clock.now()) {
            add(
                .clock, Sentence("doctor.clockBehind", ["span": behind, "instant": .text("\(recordedAt)")]),
                attention: true)
        } else {
            add(.clock, Sentence("doctor.clockGood"))
        }
        do {
            guard let checkpoint = try published.checkpoint()?.checkpoint.size else {
                throw JournalFlaw.checkpointMissing
            }
            guard checkpoint <= size else { throw JournalFlaw.checkpointBeyondJournal(size: checkpoint, events: size) }
            let waiting = size - checkpoint
            add(
                .journal,
                waiting == 0
                    ? Sentence("doctor.allPublished", ["events": .number(size)])
                    : Sentence("doctor.someUnpublished", ["events": .number(size), "waiting": .number(waiting)]))
            _ = try published.keys.signer()
            add(.key, Sentence("doctor.keyGood"))
            let stamps = try await timestampStanding()
            if let ahead = try await leadOverAuthority(stamps) { add(.clock, ahead, attention: true) }
            switch (stamps.authority.map(SentenceValue.text), stamps.isWaiting) {
            case (nil, _): add(.timestamps, Sentence("doctor.noAuthority"))
            case (let authority?, false): add(.timestamps, Sentence("doctor.stamped", ["authority": authority]))
            case (let authority?, true):
                add(.timestamps, Sentence("doctor.waitsForStamp", ["authority": authority]), attention: true)
            }
        } catch let flaw as JournalFlaw {
            add(.journal, flaw.sentence, attention: true)
        } catch VaultError.keyUnusable(let reason) {
            add(.key, reason, attention: true)
        } catch let error as VaultError {
            add(.journal, error.sentence, attention: true)
        }
        return findings
    }

    /// Which retention policy is in force, and whether the file in the folder is that one.
    private func policyStanding() async throws -> ExaminationNote {
        let version = SentenceValue.number(try await retentionPolicy().version)
        do {
            let isMended = try await copyPolicy()
            return ExaminationNote(
                what: .policy,
                sentence: isMended
                    ? Sentence("doctor.policyCopied", ["version": version])
                    : Sentence("doctor.policyGood", ["version": version]), needsAttention: false)
        } catch {
            return ExaminationNote(
                what: .policy, sentence: Sentence("doctor.policyStale", ["version": version]), needsAttention: true)
        }
    }

    /// Says so when the newest event that has a time stamp claims to be later than the stamp: the vault's clock was ahead.
    private func leadOverAuthority(_ stamps: TimestampStanding) async throws -> Sentence? {
        guard let size = stamps.stampedSize, let stampedAt = stamps.stampedAt else { return nil }
        let found = try await database.view(.readJournal, by: context) { connection, _ in
            try JournalRecords.event(size - 1, in: connection)
        }
        // A minute is what clocks may differ by.
        guard let event = found, event.recordedAt.microsecondsSince1970 - stampedAt.microsecondsSince1970 > 60_000_000,
            let ahead = event.recordedAt.lead(over: stampedAt)
        else { return nil }
        return Sentence("doctor.clockAhead", ["sequence": .number(event.sequence), "span": ahead])
    }
}

extension Instant {
    /// How much later this instant is than another, for people: its two largest units; `nil` when it is not later.
    func lead(over other: Instant) -> SentenceValue? {
        let microseconds = microsecondsSince1970 - other.microsecondsSince1970
        guard microseconds > 0 else { return nil }
        let seconds = Int(microseconds / 1_000_000)
        let units = [
            (seconds / 86_400, Sentence("doctor.span.days", ["count": .number(seconds / 86_400)])),
            (seconds / 3_600 % 24, Sentence("doctor.span.hours", ["count": .number(seconds / 3_600 % 24)])),
            (seconds / 60 % 60, Sentence("doctor.span.minutes", ["count": .number(seconds / 60 % 60)])),
            (seconds % 60, Sentence("doctor.span.seconds", ["count": .number(seconds % 60)])),
        ].filter { $0.0 > 0 }.prefix(2).map { SentenceValue.sentence($0.1) }
        return units.isEmpty ? .sentence(Sentence("doctor.span.less")) : .list(units, separator: " ")
    }
}
