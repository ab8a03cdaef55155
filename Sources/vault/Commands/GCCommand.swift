internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct GCCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc", abstract: "Take bytes that nothing refers to further on their way out of the vault.",
        discussion: """
            A blob leaves in three runs, with the ages of the retention policy between them: condemned, moved into the trash,
            removed. Whoever deposits the same bytes meanwhile takes them back. Safe to run at any time, beside anything, and to
            stop at any point.
            """)

    @Flag(help: "Change nothing; list what the next run would do, and until when it keeps the rest.")
    var dryRun = false

    @Flag(help: "Keep nothing for an age: three runs in a row remove what nothing refers to.")
    var now = false

    @Flag(
        help:
            "Also make the files of all other blobs immutable, where the system permits it. They cannot be deleted then."
    )
    var lockFiles = false

    @OptionGroup var options: VaultOptions

    func validate() throws {
        guard !(dryRun && lockFiles) else { throw ValidationError(Sentence("collection.lockInDryRun")) }
    }

    func run() async throws {
        let vault = try await options.open()
        let ages = now ? .immediate : CollectionAges(try await vault.retentionPolicy().collection)
        if dryRun { return try await plan(vault, ages) }
        let bar = ProgressBar(Sentence("collection.progress"), in: .files)
        let report = try await vault.collect(ages: ages) { bar.show(Int64($0), of: Int64($1)) }
        let locking = lockFiles ? try await vault.lockBlobs { bar.show(Int64($0), of: Int64($1)) } : nil
        bar.clear()
        await VaultOptions.publish(vault)
        if options.json {
            var object = report.json
            object["locked"] = locking.map { .integer($0.lockedCount) }
            object["lockingPermitted"] = locking.map { .flag($0.isPermitted) }
            try Terminal.print(object.text)
        } else {
            for line in report.lines + (locking.map { [$0.line] } ?? []) { try Terminal.print(line) }
        }
    }

    private func plan(_ vault: Vault, _ ages: CollectionAges) async throws {
        var count = 0
        try await vault.planCollection(ages: ages) { note in
            count += 1
            if options.json { try Terminal.print(note.json.text) } else { try Terminal.print(note.line) }
        }
        if count == 0, !options.json { try Terminal.print(Sentence("collection.nothing")) }
    }
}

extension BlobCount {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object["blobs"] = .integer(blobs)
        object["sizeInBytes"] = .integer(sizeInBytes)
        return object
    }
}

extension CollectionReport {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object["condemned"] = .object(condemned.json)
        object["trashed"] = .object(trashed.json)
        object["removed"] = .object(removed.json)
        object["takenBack"] = .object(takenBack.json)
        object["leftovers"] = .object(leftovers.json)
        object["kept"] = .object(kept.json)
        object["firstDue"] = .describing(firstDue)
        object["waitsForDeposits"] = .flag(waitsForDeposits)
        return object
    }

    /// What was done, and what is left for later, a sentence each.
    fileprivate var lines: [Sentence] {
        var lines: [Sentence] = []
        if takenBack.blobs > 0 { lines.append(takenBack.sentence(.takeBack)) }
        if removed.blobs > 0 { lines.append(removed.sentence(.remove)) }
        if trashed.blobs > 0 { lines.append(trashed.sentence(.trash)) }
        if condemned.blobs > 0 { lines.append(condemned.sentence(.condemn)) }
        if leftovers.blobs > 0 {
            lines.append(
                Sentence(
                    "collection.leftovers",
                    ["count": .number(leftovers.blobs), "size": .size(leftovers.sizeInBytes)]))
        }
        if lines.isEmpty { lines.append(Sentence("collection.nothing")) }
        if waitsForDeposits { lines.append(Sentence("collection.waitsForDeposits")) }
        if kept.blobs > 0 { lines.append(kept.sentence(.keep, until: firstDue)) }
        return lines
    }
}

extension BlobCount {
    /// What became of so many blobs.
    fileprivate func sentence(_ step: CollectionNote.Step, until instant: Instant? = nil) -> Sentence {
        let (count, size) = (SentenceValue.number(blobs), SentenceValue.size(sizeInBytes))
        return switch step {
        case .condemn: Sentence("collection.condemned", ["count": count, "size": size])
        case .trash: Sentence("collection.trashed", ["count": count, "size": size])
        case .remove: Sentence("collection.removed", ["count": count, "size": size])
        case .takeBack: Sentence("collection.takenBack", ["count": count, "size": size])
        case .keep:
            Sentence(
                "collection.kept",
                ["count": count, "size": size, "instant": .text(instant.map(\.description) ?? "")])
        }
    }
}

extension CollectionNote {
    fileprivate var json: JSONObject {
        var object = JSONObject()
        object["digest"] = .text(digest.description)
        object["sizeInBytes"] = .integer(sizeInBytes)
        object["next"] = .text(step.rawValue)
        object["keptUntil"] = .describing(until)
        return object
    }

    fileprivate var line: Sentence {
        let (digest, size) = (SentenceValue.text(digest.description), SentenceValue.size(sizeInBytes))
        return switch step {
        case .condemn: Sentence("collection.plan.condemn", ["digest": digest, "size": size])
        case .trash: Sentence("collection.plan.trash", ["digest": digest, "size": size])
        case .remove: Sentence("collection.plan.remove", ["digest": digest, "size": size])
        case .takeBack: Sentence("collection.plan.takeBack", ["digest": digest, "size": size])
        case .keep:
            Sentence(
                "collection.plan.keep",
                ["digest": digest, "size": size, "instant": .text(until.map(\.description) ?? "")])
        }
    }
}

extension BlobLocking {
    fileprivate var line: Sentence {
        isPermitted
            ? Sentence("collection.locked", ["count": .number(lockedCount)])
            : Sentence("collection.notLocked", ["count": .number(lockedCount)])
    }
}
