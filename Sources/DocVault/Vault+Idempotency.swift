extension Vault {
    /// The same vault, for an act that is done at most once under a key.
    package func once(_ key: IdempotencyKey?) -> Vault {
        var context = context
        context.idempotency = key
        return acting(as: context)
    }

    /// What became of the request that a key was given to.
    package func standing(of key: IdempotencyKey) async throws -> IdempotencyStanding {
        let principal = context.principal
        return try await database.look { connection, _ in
            try IdempotencyRecords.standing(of: key, by: principal, in: connection)
        }
    }

    /// Keeps the answer to the request of this value, if an act was done under its key.
    package func keep(_ answer: KeptAnswer, under key: IdempotencyKey) async throws {
        let context = context
        try await database.keep { connection, _ in
            try IdempotencyRecords.keep(answer, under: key, by: context, in: connection)
        }
    }

    /// Forgets keys that nobody will send again.
    package func forgetIdempotencyKeys() async throws {
        try await database.keep { connection, now in
            try IdempotencyRecords.forget(before: now.advanced(by: .zero - IdempotencyKey.memory), in: connection)
        }
    }
}
