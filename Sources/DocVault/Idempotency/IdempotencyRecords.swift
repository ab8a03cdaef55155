/// Keys of requests in the catalog.
enum IdempotencyRecords {
    private static let insertion: SQLStatement = """
        INSERT INTO idempotency_key (principal, key, request_digest, request_id, claimed_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (principal, key) DO NOTHING
        """
    private static let one: SQLStatement = """
        SELECT request_digest, request_id, status, headers, body FROM idempotency_key WHERE principal = $1 AND key = $2
        """

    /// Takes a key for a request, in the transaction of its act. A request of several transactions takes it once.
    /// - Throws: ``VaultError/alreadyDone``.
    static func claim(
        _ key: IdempotencyKey, by context: ActContext, at now: Instant, in connection: any SQLConnection
    ) throws {
        let claimed = try connection.execute(
            insertion,
            [
                .text(context.principal.mark), .text(key.text), .bytes(key.request.bytes),
                .identifier(context.request), .instant(now),
            ])
        guard claimed == 0 else { return }
        let row = try connection.row(of: one, [.text(context.principal.mark), .text(key.text)])
        guard try row?.identifier("request_id", of: ActContext.self) == context.request else {
            throw VaultError.alreadyDone
        }
    }

    static func standing(
        of key: IdempotencyKey, by principal: Principal, in connection: any SQLConnection
    ) throws -> IdempotencyStanding {
        guard let row = try connection.row(of: one, [.text(principal.mark), .text(key.text)]) else { return .unused }
        guard try row.bytes("request_digest") == key.request.bytes else { return .usedForAnother }
        guard try !row.isNull("status") else { return .doneWithoutAnswer }
        return .answered(
            KeptAnswer(
                status: Int(try row.integer("status")), headers: try row.text("headers"), body: try row.bytes("body")))
    }

    private static let answering: SQLStatement = """
        UPDATE idempotency_key SET status = $4, headers = $5, body = $6
        WHERE principal = $1 AND key = $2 AND request_id = $3
        """

    /// Adds the answer to a key that the act of a request has taken; does nothing when it has taken none.
    static func keep(
        _ answer: KeptAnswer, under key: IdempotencyKey, by context: ActContext, in connection: any SQLConnection
    ) throws {
        try connection.execute(
            answering,
            [
                .text(context.principal.mark), .text(key.text), .identifier(context.request), .integer(answer.status),
                .text(answer.headers), .bytes(answer.body),
            ])
    }

    private static let forgetting: SQLStatement = "DELETE FROM idempotency_key WHERE claimed_at < $1"

    static func forget(before instant: Instant, in connection: any SQLConnection) throws {
        try connection.execute(forgetting, [.instant(instant)])
    }
}
