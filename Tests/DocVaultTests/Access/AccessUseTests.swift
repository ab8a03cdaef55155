import Testing

@testable import DocVault

/// That no use case leaves out the rules of access is proved by the sources: there is one door to the catalog, and every
/// use of the vault goes through it.
@Suite("The uses of the vault")
struct AccessUseTests {
    private let sources: [SwiftSource]

    init() throws { sources = try Self.all.get() }

    private static let all = Result { try SwiftSource.all() }

    @Test("have no other catalog than the guarded one")
    func oneDoor() {
        let others = sources.filter { source in
            !["Access/", "Journal/", "Database/", "Vault.swift", "VaultFolder.swift"].contains {
                source.path.hasPrefix("DocVault/\($0)")
            } && source.text.contains(/\b(JournaledDatabase|SQLiteDatabase|(any|some) SQLDatabase)\b/)
        }
        #expect(sources.count > 100)
        #expect(others.map(\.path) == [])
    }

    /// What may be used without the rules being asked, and why.
    private static let exceptions = [
        "open": "opens the vault: nothing of it is told or changed",
        "acting": "says who acts from now on; the rules are asked of them",
        "publishJournal": "makes public what was committed to, and shows nothing of what events say",
        "proof": "a proof is of a salted commitment and shows nothing of what the event says",
        "journalKeys": "public keys",
        "publishedJournalKeys": "public keys",
        "exportCertificate": "a certificate that is published",
        "publishedExportCertificate": "a certificate that is published",
        "requirePresent": "what a document is was given under the rules, and is the leave to read its bytes",
        "forgetIdempotencyKeys": "forgets names of requests, long after their acts",
        "keep": "adds the answer to a request whose act was done under the rules",
        "standing": "tells of requests that the caller sent themselves",
        "stampCheckpoint": "sends the digest of a checkpoint to the authority that was named under the rules",
        "recognise": "finds who acts by a secret; the rules are asked of them",
        "signingIn": "says how people sign in from now on",
        "requireSession": "says how somebody was recognised",
        "beginFederatedSignIn": "makes a secret that gives nothing until another service vouches for somebody",
        "finishFederatedSignIn": "gives that back to who began it",
        "endSession": "ends a session of one's own, which is no act",
        "endSessions": "ends sessions of one's own, which is no act",
        "chooseOrganisation": "says for whom one acts from now on; the rules are asked of them",
        "sweepSignIns": "deletes what has ended by itself",
        "take": "counts", "saveRateLimits": "saves the counts",
        "timestampStanding": "sizes and an address",
        "reapUploads": "gives up what has expired by itself, and tells nobody of it",
        "withOpenBlob": "lends what was found under the rules",
    ]

    @Test("ask the rules of access, each of them")
    func everyUse() {
        let functions = sources.filter { $0.path.hasPrefix("DocVault/Vault+") || $0.path == "DocVault/Vault.swift" }
            .flatMap(\.functions)
        var asking = Set(functions.filter { $0.body.contains(/\bdatabase\.(view|perform)\(/) }.map(\.name))
        while true {
            let callers = functions.filter { !$0.calls.isDisjoint(with: asking) }.map(\.name)
            guard !asking.isSuperset(of: callers) else { break }
            asking.formUnion(callers)
        }
        let uses = Set(functions.filter { $0.isOffered && $0.head.contains("func") }.map(\.name))
        #expect(uses.count > 20)
        #expect(uses.subtracting(asking).subtracting(Self.exceptions.keys).sorted() == [])
        #expect(Set(Self.exceptions.keys).subtracting(uses).sorted() == [])
    }

    /// One place where the rules are asked: for which act, and whether something changes there.
    private struct Asking: Hashable {
        let act: String
        let changes: Bool
    }

    /// The places where the rules are asked. An act may be named in the call itself, or be given to the function it is in.
    private func askings() -> Set<Asking> {
        let acts = Set(Act.allCases.map { "\($0)" })
        var found: Set<Asking> = []
        for source in sources where source.path.hasPrefix("DocVault/") && !source.path.hasPrefix("DocVault/Access/") {
            guard source.text.contains("database.") else { continue }
            let functions = source.functions
            for function in functions {
                for call in function.body.matches(of: /\bdatabase\.(view|perform)\(\s*(\.?\w+)/) {
                    let changes = call.1 == "perform"
                    if call.2.hasPrefix(".") {
                        found.insert(Asking(act: String(call.2.dropFirst()), changes: changes))
                        continue
                    }
                    for caller in functions where caller.calls.contains(function.name) {
                        let given = caller.body.matches(of: /\.(\w+)\b/).map { String($0.1) }.filter(acts.contains)
                        found.formUnion(given.map { Asking(act: $0, changes: changes) })
                    }
                }
            }
        }
        return found
    }

    @Test("are as many as the acts: each act has one")
    func everyAct() {
        let named = Set(askings().map(\.act))
        #expect(Act.allCases.map { "\($0)" }.filter { !named.contains($0) } == [])
        #expect(named.subtracting(Act.allCases.map { "\($0)" }) == [])
    }

    /// Acts that do what no transaction can undo, or that read much before it, and so are asked for before it as well.
    private static let askedBefore: Set<Act> = [
        .attachPiece, .rotateKey, .collectBlobs, .exportDossier, .importDossier,
    ]
    /// Acts whose event is written by the journal itself, or by a run of many transactions, in a transaction of its own.
    private static let doneByTheJournal: Set<Act> = [.rotateKey, .collectBlobs]

    @Test("change something exactly where the act says so")
    func changes() {
        let askings = askings()
        for act in Act.allCases {
            let places = askings.filter { $0.act == "\(act)" }.map(\.changes)
            #expect(places.allSatisfy { $0 == act.changesState || Self.askedBefore.contains(act) }, "\(act)")
            #expect(
                places.isEmpty || places.contains(act.changesState) || Self.doneByTheJournal.contains(act), "\(act)")
        }
    }

    @Test("are seen in the sources whatever their form")
    func reading() {
        let source = SwiftSource(
            path: "x.swift",
            text: """
                // func none() { database.view( }
                public func first(_ text: String = "}", then: () -> Void = { }) async throws -> Int {
                    let quoted = "func no() { \\(names.map { "{" }) "
                    return try await database.perform(
                        .attachPiece, on: target) { _ in 1 }
                }
                func second() { first(); self.`return`(); other.third(); }
                """)
        #expect(source.functions.map(\.name) == ["first", "second"])
        #expect(source.functions.map(\.isOffered) == [true, false])
        #expect(source.functions[0].body.contains(/database\.perform\(\s*\.attachPiece/))
        #expect(!source.functions[0].body.contains("second"))
        #expect(source.functions[1].calls == ["first", "return"])
    }
}
