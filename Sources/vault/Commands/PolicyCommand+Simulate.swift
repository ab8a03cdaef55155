internal import ArgumentParser
internal import DocVault
internal import SystemPackage
internal import VaultHTTP

extension PolicyCommand {
    struct Simulate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say which documents a policy would move from which date to which. Nothing is changed.",
            discussion: """
                Dates are the first day on which documents may be disposed of, as far as their duties go: a hold in force keeps
                them longer, and is counted. A file of another version than the next one is compared all the same.
                """)

        @Argument(help: "The file with the policy.", completion: .file())
        var file: String

        @Option(help: "Write the documents that move to this file: CSV, one a row.", completion: .file())
        var csv: String?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let policy = try PolicyCommand.read(file, json: options.json)
            let vault = try await options.open()
            var (after, tally): (DossierCode?, PolicyTally) = (nil, PolicyTally())
            var isFirst = true
            repeat {
                let page = try await vault.simulatePolicy(policy, after: after)
                if isFirst { warn(of: policy.version, after: page.versionInForce) }
                isFirst = false
                tally.add(page.moves)
                for move in page.moves {
                    try Terminal.print(options.json ? move.json.text : move.sentence.text(in: Terminal.language))
                }
                after = page.next
            } while after != nil
            if !options.json { try tell(tally, of: policy.version) }
            guard let csv else { return }
            let count = try await vault.writePolicyMoves(of: policy, to: FilePath(argument: csv))
            Terminal.say(Sentence("policy.listWritten", ["count": .number(count), "file": .quoted(csv)]))
        }

        private func warn(of version: Int, after inForce: Int) {
            guard version != inForce + 1 else { return }
            let refusal = RetentionRefusal.policyVersion(found: version, expected: inForce + 1)
            Terminal.warn(VaultError.retentionRefused(refusal).sentence)
        }

        private func tell(_ tally: PolicyTally, of version: Int) throws {
            guard !tally.counts.isEmpty else {
                return try Terminal.print(Sentence("policy.nothingMoves", ["version": .number(version)]))
            }
            for kind in PolicyMove.Kind.allCases {
                guard let count = tally.counts[kind] else { continue }
                try Terminal.print(count.sentence(of: kind))
            }
            guard tally.shortenedCount > 0 else { return }
            try Terminal.print(Sentence("policy.wouldShorten", ["count": .number(tally.shortenedCount)]))
        }
    }

    struct Adopt: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put the next version of the retention policy into force.",
            discussion: """
                A policy under which something may go earlier than was promised is adopted by two persons, each with
                --accept-shortening: the first proposes it, the second adopts the same file. Another file that is
                handed in meanwhile takes the place of the proposal.
                """)

        @Argument(help: "The file with the policy.", completion: .file())
        var file: String

        @Flag(help: "It is meant that documents may go earlier than was promised.")
        var acceptShortening = false

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let policy = try PolicyCommand.read(file, json: options.json)
            let vault = try await options.open()
            let adoption = try await vault.adoptPolicy(policy, acceptingShortening: acceptShortening)
            await VaultOptions.publish(vault)
            if !adoption.isFileCurrent { Terminal.warn(Sentence("policy.notCopied")) }
            if options.json { return try Terminal.print(adoption.json.text) }
            let version = SentenceValue.number(adoption.version)
            try Terminal.print(
                adoption.isInForce
                    ? Sentence(
                        "policy.adopted",
                        [
                            "version": version, "later": .number(adoption.tally.lengthenedCount),
                            "earlier": .number(adoption.tally.shortenedCount),
                        ])
                    : Sentence("policy.proposed", ["version": version]))
        }
    }
}
