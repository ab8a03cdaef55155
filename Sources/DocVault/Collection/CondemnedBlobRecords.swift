internal import Foundation

/// Leave to move one blob on its way out of the store, or back: made only here, where the catalog has just decided it.
public struct RemovalPermit: Hashable, Sendable {
    public let digest: Digest
    /// The name it has in the trash: the digest in hexadecimal, a point, and an identifier of its own.
    let trashName: String
    let sizeInBytes: Int64

    fileprivate init(digest: Digest, trashName: String, sizeInBytes: Int64) {
        (self.digest, self.trashName, self.sizeInBytes) = (digest, trashName, sizeInBytes)
    }

    fileprivate init(_ row: SQLRow) throws(VaultError) {
        self.init(
            digest: try row.digest("digest"), trashName: try row.text("trash_name"),
            sizeInBytes: try row.integer("size_in_bytes"))
    }
}

/// What is condemned, in the catalog.
///
/// A blob is referred to while a version with its digest belongs to a document without a tombstone. Each step that takes a
/// blob further looks for references in the statement or the transaction that takes it; writing transactions run one after
/// the other, and whoever makes a reference calls ``adopt(_:in:)`` in the same one. So there is never a row here whose
/// blob is referred to.
enum CondemnedBlobRecords {
    private static let reference: SQLStatement = """
        SELECT 1 AS one FROM document_version v
        WHERE v.digest = $1 AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id)
        LIMIT 1
        """

    static func isReferred(to digest: Digest, in connection: any SQLConnection) throws -> Bool {
        try connection.row(of: reference, [.digest(digest)]) != nil
    }

    private static let condemnation: SQLStatement = """
        INSERT INTO condemned_blob (digest, stage, size_in_bytes, trash_name, case_id, condemned_at, changed_at)
        VALUES ($1, 'condemned', $2, $3, $4, $5, $5)
        ON CONFLICT (digest) DO UPDATE SET case_id = COALESCE(excluded.case_id, condemned_blob.case_id)
        """

    /// Condemns a blob, unless something refers to it.
    ///
    /// For a disposition, this is called in the transaction that writes its tombstones, after them. What is condemned
    /// already gets the case and keeps its stage.
    /// - Returns: `false` when something refers to it still: the bytes stay.
    static func condemn(
        _ blob: BlobDescriptor, for caseID: Identifier<DispositionCase>?, at now: Instant,
        identifiers: IdentifierSource, in connection: any SQLConnection
    ) throws -> Bool {
        guard try !isReferred(to: blob.digest, in: connection) else { return false }
        try connection.execute(
            condemnation,
            [
                .digest(blob.digest), .integer(blob.sizeInBytes), .text(trashName(blob.digest, identifiers)),
                .identifier(caseID), .instant(now),
            ])
        return true
    }

    private static func trashName(_ digest: Digest, _ identifiers: IdentifierSource) -> String {
        "\(digest.hexadecimal).\(identifiers.next(CondemnedBlob.self))"
    }

    private static let condemned: SQLStatement =
        "SELECT digest, trash_name, size_in_bytes FROM condemned_blob WHERE digest = $1"
    private static let removal: SQLStatement = "DELETE FROM condemned_blob WHERE digest = $1"

    /// Takes the bytes of a deposit back if they are on their way out. Called in the transaction that makes a reference to
    /// them, while the deposit's lease lasts.
    ///
    /// Under the lease the bytes are in their place or in the trash: they are removed only after a barrier.
    /// - Throws: ``VaultError/blobBeingRemoved(_:)`` should they be in neither; nothing is recorded then.
    static func adopt(_ deposit: BlobDeposit, in connection: any SQLConnection) throws {
        let digest = deposit.descriptor.digest
        guard let row = try connection.row(of: condemned, [.digest(digest)]) else { return }
        guard try deposit.lease.store.takeBack(try RemovalPermit(row)) else {
            throw VaultError.blobBeingRemoved(digest)
        }
        try connection.execute(removal, [.digest(digest)])
    }

    private static let trashing: SQLStatement = """
        UPDATE condemned_blob SET stage = 'trashed', changed_at = $1
        WHERE digest IN (
            SELECT c.digest FROM condemned_blob c
            WHERE c.stage = 'condemned' AND NOT EXISTS (
                SELECT 1 FROM document_version v
                WHERE v.digest = c.digest
                    AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id))
            LIMIT $2)
        RETURNING digest, trash_name, size_in_bytes
        """
    private static let trashingForCase: SQLStatement = """
        UPDATE condemned_blob SET stage = 'trashed', changed_at = $1
        WHERE digest IN (
            SELECT c.digest FROM condemned_blob c
            WHERE c.stage = 'condemned' AND c.case_id = $3 AND NOT EXISTS (
                SELECT 1 FROM document_version v
                WHERE v.digest = c.digest
                    AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id))
            LIMIT $2)
        RETURNING digest, trash_name, size_in_bytes
        """

    /// Marks some of what is condemned as trashed, for a case or all, and permits to move it there, in this transaction.
    static func trash(
        atMost count: Int, for caseID: Identifier<DispositionCase>?, at now: Instant, in connection: any SQLConnection
    ) throws -> [RemovalPermit] {
        let values: [SQLValue] = [.instant(now), .integer(count)]
        return if let caseID {
            try permits(of: trashingForCase, values + [.identifier(caseID)], in: connection)
        } else {
            try permits(of: trashing, values, in: connection)
        }
    }

    private static let removing: SQLStatement = """
        UPDATE condemned_blob SET stage = 'removing', changed_at = $1
        WHERE digest IN (
            SELECT c.digest FROM condemned_blob c
            WHERE c.stage = 'trashed' AND c.changed_at <= $3 AND NOT EXISTS (
                SELECT 1 FROM document_version v
                WHERE v.digest = c.digest
                    AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id))
            LIMIT $2)
        """
    private static let removingForCase: SQLStatement = """
        UPDATE condemned_blob SET stage = 'removing', changed_at = $1
        WHERE digest IN (
            SELECT c.digest FROM condemned_blob c
            WHERE c.stage = 'trashed' AND c.case_id = $3 AND NOT EXISTS (
                SELECT 1 FROM document_version v
                WHERE v.digest = c.digest
                    AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id))
            LIMIT $2)
        """

    /// What of the trash is to be removed for good: that of a case, or what has been there long enough.
    enum RemovalScope: Sendable {
        case trashedUntil(Instant)
        case disposition(Identifier<DispositionCase>)
    }

    /// Marks some of what is in the trash as being removed. Called after a barrier that was drawn after it was trashed.
    /// - Returns: How many were marked.
    static func beginRemoving(
        atMost count: Int, _ scope: RemovalScope, at now: Instant, in connection: any SQLConnection
    ) throws -> Int {
        let values: [SQLValue] = [.instant(now), .integer(count)]
        return switch scope {
        case .trashedUntil(let instant): try connection.execute(removing, values + [.instant(instant)])
        case .disposition(let caseID): try connection.execute(removingForCase, values + [.identifier(caseID)])
        }
    }

    // A walk along the tree of digests: by the index of stages, all that is being removed would be sorted for each page.
    private static let beingRemoved: SQLStatement = """
        SELECT digest, trash_name, size_in_bytes FROM condemned_blob WHERE stage || '' = 'removing' AND digest > $1
        ORDER BY digest LIMIT $2
        """

    /// A page of what is being removed, with the permits to do it, after the digest that ended the page before.
    static func beingRemoved(
        after position: [UInt8], atMost count: Int, in connection: any SQLConnection
    ) throws -> [RemovalPermit] {
        try permits(of: beingRemoved, [.bytes(position), .integer(count)], in: connection)
    }

    private static let condemningAgain: SQLStatement = """
        UPDATE condemned_blob SET stage = 'condemned', trash_name = $3, changed_at = $4
        WHERE digest = $1 AND trash_name = $2 AND stage = 'removing'
        """

    /// Begins again with a blob that came back to its place while its bytes in the trash were being removed: a deposit put
    /// it there that was never recorded, or a power cut undid the move.
    static func condemnAgain(
        _ permit: RemovalPermit, at now: Instant, identifiers: IdentifierSource, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            condemningAgain,
            [
                .digest(permit.digest), .text(permit.trashName), .text(trashName(permit.digest, identifiers)),
                .instant(now),
            ])
    }

    private static let forgetting: SQLStatement = """
        DELETE FROM condemned_blob WHERE digest IN (SELECT digest FROM condemned_blob WHERE stage = 'removing' LIMIT $1)
        """

    /// Deletes some rows of what has been removed. - Returns: How many.
    static func forgetRemoved(atMost count: Int, in connection: any SQLConnection) throws -> Int {
        try connection.execute(forgetting, [.integer(count)])
    }

    private static func permits(
        of statement: SQLStatement, _ values: [SQLValue], in connection: any SQLConnection
    ) throws -> [RemovalPermit] {
        try connection.rows(of: statement, values).map { row in try RemovalPermit(row) }
    }
}

extension CondemnedBlobRecords {
    private static let referredTo: SQLStatement = """
        SELECT c.digest, c.trash_name, c.size_in_bytes FROM condemned_blob c
        WHERE EXISTS (
            SELECT 1 FROM document_version v
            WHERE v.digest = c.digest AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.document_id = v.document_id))
        LIMIT $1
        """

    /// What is condemned although something refers to it: there is none, unless the catalog was put back to an earlier day.
    static func referredTo(atMost count: Int, in connection: any SQLConnection) throws -> [RemovalPermit] {
        try permits(of: referredTo, [.integer(count)], in: connection)
    }

    /// Deletes the row of a blob that was taken back.
    static func forget(_ permit: RemovalPermit, in connection: any SQLConnection) throws {
        try connection.execute(removal, [.digest(permit.digest)])
    }

    private static let named: SQLStatement = "SELECT trash_name FROM condemned_blob WHERE digest = $1"

    /// The permit for a name in the trash that no row has: what an interrupted step left there. `nil` when a row has it, or
    /// when it is none of ours.
    static func permit(forStray name: String, in connection: any SQLConnection) throws -> RemovalPermit? {
        guard let digest = Digest(algorithm: .sha256, hexadecimal: name.prefix { $0 != "." }),
            try connection.row(of: named, [.digest(digest)])?.text("trash_name") != name
        else { return nil }
        return RemovalPermit(digest: digest, trashName: name, sizeInBytes: 0)
    }
}
