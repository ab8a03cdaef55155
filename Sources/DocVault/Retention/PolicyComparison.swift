internal import SystemPackage

/// A policy beside the one in force, in one snapshot: what it would move, dossier by dossier.
///
/// It is computed from facts and holds, not from the rows that lists are made from. Documents are counted and not read,
/// unless holds cover some of a dossier.
struct PolicyComparison {
    private let policy: RetentionPolicy
    private let records: RetentionRecords
    private let connection: any SQLConnection

    init(with policy: RetentionPolicy, in connection: any SQLConnection) throws {
        (self.policy, self.connection) = (policy, connection)
        records = try RetentionRecords(in: connection)
    }

    var inForce: RetentionPolicy { records.policy }

    /// What it moves in the next dossiers, by their codes.
    /// - Returns: The moves, and the last code of a full page; `nil` when there are no more dossiers.
    func moves(after code: DossierCode?, limit: Int) throws -> (moves: [PolicyMove], next: DossierCode?) {
        let rows = try RetentionListRecords.dossiers(after: code, limit: limit, in: connection)
        let moves = try rows.flatMap { try self.moves(of: $0) }
        return (moves, rows.count == limit ? rows.last?.code : nil)
    }

    /// What it moves in all dossiers.
    func tally() throws -> PolicyTally {
        var (tally, after): (PolicyTally, DossierCode?) = (PolicyTally(), nil)
        repeat {
            let page = try moves(after: after, limit: 1_000)
            tally.add(page.moves)
            after = page.next
        } while after != nil
        return tally
    }

    private func moves(of row: RetentionListRecords.Row) throws -> [PolicyMove] {
        let compared = try self.compared(row.id)
        guard compared.dossier.isHeldInPart else {
            guard let change = compared.change else { return [] }
            let count = try RetentionListRecords.documentCount(of: row.id, in: connection)
            let move = PolicyMove(
                dossier: row.code, from: change.from, to: change.to, documentCount: count,
                heldCount: change.isHeld ? count : 0)
            return count == 0 ? [] : [move]
        }
        // In the order of their documents: the same catalog gives the same list.
        var found: [(from: PolicyMove.Term, to: PolicyMove.Term, count: Int, held: Int)] = []
        try RetentionListRecords.forEachIdentifier(of: row.id, in: connection) { document in
            guard let change = compared.change(try records.holds(of: document, in: compared.dossier)) else { return }
            let held = change.isHeld ? 1 : 0
            if let index = found.firstIndex(where: { $0.from == change.from && $0.to == change.to }) {
                (found[index].count, found[index].held) = (found[index].count + 1, found[index].held + held)
            } else {
                found.append((change.from, change.to, 1, held))
            }
        }
        return found.map {
            PolicyMove(dossier: row.code, from: $0.from, to: $0.to, documentCount: $0.count, heldCount: $0.held)
        }
    }

    /// What changes for a document, or for all of a dossier.
    private struct Change {
        let from: PolicyMove.Term
        let to: PolicyMove.Term
        let isHeld: Bool
    }

    /// A dossier under both policies.
    private struct Compared {
        let dossier: RetentionRecords.DossierRetention
        /// Its duties under the other policy.
        let duties: [Obligation]

        /// What changes for what these holds cover; `nil` for nothing.
        func change(_ holds: [HoldMap.Entry]) -> Change? {
            let old = PolicyMove.Term(Eligibility(dossier.obligations, holds))
            let new = PolicyMove.Term(Eligibility(duties, holds))
            return old == new ? nil : Change(from: old, to: new, isHeld: holds.contains(where: \.isActive))
        }

        /// What changes for all of it, unless documents differ.
        var change: Change? { change(dossier.holds) }
    }

    private func compared(_ id: Dossier.ID) throws -> Compared {
        let dossier = try records.retention(of: id)
        return Compared(dossier: dossier, duties: policy.obligations(of: dossier.subject))
    }
}

// One document a row, in CSV (RFC 4180).
extension PolicyComparison {
    private static let header = "document,dossier,from,to,held\r\n"

    /// Writes every document that it moves, by dossier, to a file that has its name when it is complete.
    /// - Returns: How many.
    func write(to path: FilePath) throws -> Int {
        let output = try OutputFile(at: path)
        try output.write(Array(Self.header.utf8))
        var (count, after): (Int, DossierCode?) = (0, nil)
        repeat {
            let rows = try RetentionListRecords.dossiers(after: after, limit: 1_000, in: connection)
            for row in rows {
                let page = try lines(of: row)
                if page.count > 0 { try output.write(page.bytes) }
                count += page.count
            }
            after = rows.count == 1_000 ? rows.last?.code : nil
        } while after != nil
        try output.publish()
        return count
    }

    private func lines(of row: RetentionListRecords.Row) throws -> (bytes: [UInt8], count: Int) {
        let compared = try self.compared(row.id)
        let (isHeldInPart, whole) = (compared.dossier.isHeldInPart, compared.change)
        var (lines, count): ([UInt8], Int) = ([], 0)
        guard isHeldInPart || whole != nil else { return (lines, count) }
        try RetentionListRecords.forEachIdentifier(of: row.id, in: connection) { document in
            let own = isHeldInPart ? compared.change(try records.holds(of: document, in: compared.dossier)) : whole
            guard let change = own else { return }
            // Nothing in it needs quotes: identifiers, codes, dates and two words.
            let (from, to) = (change.from.eligibleOn?.description ?? "", change.to.eligibleOn?.description ?? "")
            lines += "\(document),\(row.code),\(from),\(to),\(change.isHeld)\r\n".utf8
            count += 1
        }
        return (lines, count)
    }
}
