import SystemPackage
import Testing
import VaultTestSupport

@testable import DocVault

@Suite("A clock that jumps")
struct JournalClockTests {
    private func instants(_ journal: JournalUnderTest) async throws -> [Instant] {
        var instants: [Instant] = []
        while let event = try await journal.event(instants.count) { instants.append(event.recordedAt) }
        return instants
    }

    /// What the doctor says of the clock, and whether it wants attention.
    private func notes(_ journal: JournalUnderTest) async throws -> [String] {
        try await journal.vault.examine(journal.folder).filter { $0.what == .clock }
            .map { "\($0.needsAttention ? "!" : " ") \($0.sentence.text(in: .en))" }
    }

    @Test("back: instants stay where they are, the journal is valid, and the doctor says how far")
    func back() async throws {
        try await JournalUnderTest.lend { journal in
            let before = journal.clock.now()
            journal.clock.advance(bySeconds: -3_725)
            try await journal.attach("one.txt")
            journal.clock.advance(bySeconds: 60)
            try await journal.attach("two.txt")
            #expect(try await instants(journal) == [before, before, before, before])
            try await journal.vault.publishJournal()
            #expect(try await journal.flaw() == nil)
            let text =
                "! this machine's clock is 1 hour 1 minute behind the journal, whose last event is of \(before); "
                + "until it has caught up, events get that instant"
            #expect(try await notes(journal) == [text])

            journal.clock.advance(bySeconds: 3_666)
            try await journal.attach("three.txt")
            #expect(try await instants(journal).last == journal.clock.now() && journal.clock.now() > before)
            #expect(try await notes(journal) == ["  not behind the journal"])
        }
    }

    @Test("forward and back again: what was recorded meanwhile holds the later events up, and the doctor says how far")
    func forward() async throws {
        try await JournalUnderTest.lend { journal in
            let before = journal.clock.now()
            journal.clock.advance(bySeconds: 10 * 86_400)
            let jumped = journal.clock.now()
            try await journal.attach("one.txt")
            journal.clock.advance(bySeconds: -10 * 86_400)
            try await journal.attach("two.txt")
            #expect(try await instants(journal) == [before, before, jumped, jumped])
            try await journal.vault.publishJournal()
            #expect(try await journal.flaw() == nil)
            let note = try #require(try await notes(journal).first)
            #expect(note.hasPrefix("! this machine's clock is 10 days behind the journal"))
        }
    }

    private static let earlier: SQLStatement = """
        UPDATE journal_event SET recorded_at = recorded_at - 1 WHERE sequence = $1
        """

    @Test("an event that is older than the one before it is named")
    func goesBack() async throws {
        try await JournalUnderTest.lend { journal in
            try await journal.attach("one.txt")
            let catalog = try SQLiteDatabase(file: journal.path.appending("catalog.sqlite"))
            _ = try await catalog.write { try $0.execute(Self.earlier, [.integer(2)]) }
            #expect(try await journal.flaw() == .instantGoesBack(sequence: 2))
        }
    }

    @Test("ahead of the time stamping authority: the doctor names the event")
    func ahead() async throws {
        try await JournalUnderTest.lend { journal in
            let authority = try ThrowAwayAuthority()
            try await journal.vault.setTimestampAuthority(
                TimestampAuthority(
                    url: "http://127.0.0.1:9", certificates: String(decoding: authority.certificates, as: UTF8.self)))
            // The authority asks the machine for the time, which is nowhere near the end of the century.
            journal.clock.advance(bySeconds: 70 * 365 * 86_400)
            try await journal.attach("one.txt")
            let note = try await journal.vault.publishJournal().note
            var random = SystemRandomNumberGenerator()
            let request = try TimestampRequest(for: MerkleHash(hashing: note), using: &random)
            let token = try request.token(from: authority.answer(request.der))
            try journal.vault.published.folder.replace(token.der, at: Timestamping.name(of: 4))
            let found = try await notes(journal)
            let told = try #require(found.last)
            let pattern =
                /! event 3 was recorded \d+ days \d+ (hour|minute|second)s? ahead of the time stamping authority's clock/
            #expect(found.count == 2 && told.wholeMatch(of: pattern) != nil, "\(found)")
        }
    }

    @Test(
        "a span is told in its two largest units",
        arguments: [
            (0, nil), (-5, nil), (1, "less than a second"), (999_999, "less than a second"), (1_000_000, "1 second"),
            (61_000_000, "1 minute 1 second"), (3_600_000_000, "1 hour"), (7_201_000_000, "2 hours 1 second"),
            (90_061_000_000, "1 day 1 hour"), (864_000_000_000, "10 days"),
        ] as [(Int64, String?)])
    func span(_ microseconds: Int64, _ text: String?) {
        let instant = Instant(microsecondsSince1970: 1_000)
        #expect(
            Instant(microsecondsSince1970: 1_000 + microseconds).lead(over: instant)?.text(in: .en, of: .embedded)
                == text)
    }
}
