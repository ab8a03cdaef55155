/// What a hold is placed with.
public struct NewHold: Hashable, Sendable {
    public let scopes: [LegalHold.Scope]
    public let effect: LegalHold.Effect
    public let authority: String
    public let reason: String
    public let isConfidential: Bool
    public let reviewOn: CivilDate?

    public init(
        over scopes: [LegalHold.Scope], effect: LegalHold.Effect, authority: String, reason: String,
        isConfidential: Bool = false, reviewOn: CivilDate? = nil
    ) {
        (self.scopes, self.effect, self.authority) = (scopes, effect, authority)
        (self.reason, self.isConfidential, self.reviewOn) = (reason, isConfidential, reviewOn)
    }
}

extension Vault {
    /// Forbids to destroy what a hold covers, now and what is filed there later. It counts when this returns, against
    /// approved dispositions as well.
    /// - Throws: ``RetentionRefusal/holdEmpty`` for one that covers nothing; ``VaultError/reasonMissing`` without authority or
    ///   reason; what is thrown when a thing in its scope is not there.
    public func placeHold(_ new: NewHold) async throws -> LegalHold {
        guard !new.scopes.isEmpty else { throw VaultError.retentionRefused(.holdEmpty) }
        let (authority, reason) = (try Reason.required(new.authority), try Reason.required(new.reason))
        let id = identifiers.next(LegalHold.self)
        return try await database.perform(.placeHold, by: context.because(reason)) { connection, journal, admission in
            guard let code = try LegalHoldRecords.nextCode(in: journal.now.dayInBrussels.year, connection) else {
                throw VaultError.retentionRefused(.holdEmpty)
            }
            let hold = LegalHold(
                code: code, effect: new.effect, authority: authority, reason: reason,
                isConfidential: new.isConfidential, reviewOn: new.reviewOn, scopes: new.scopes,
                placedBy: admission.principal.mark, placedAt: journal.now, releaseAskedBy: nil, liftedBy: nil,
                liftedAt: nil)
            try LegalHoldRecords.insert(hold, as: id, in: connection)
            try journal.append(.holdPlaced, JournalSubject(.hold, id), after: hold.canonical)
            return hold
        }
    }

    /// Lifts a hold, in two steps by two persons: the first asks for it, the second does it.
    /// - Throws: ``RetentionRefusal/holdNotFound(_:)``, also for one that the actor may not see;
    ///   ``VaultError/refused(_:)`` when the same person asks twice; ``RetentionRefusal/holdLifted(_:)`` for one that
    ///   is over.
    public func liftHold(_ code: HoldCode, reason: String?) async throws -> LegalHold {
        let reason = try Reason.required(reason)
        return try await database.perform(.liftHold, on: .hold(code), by: context.because(reason)) {
            connection, journal, admission in
            guard let (id, old) = try LegalHoldRecords.hold(code, in: connection) else {
                throw VaultError.retentionRefused(.holdNotFound(code))
            }
            guard old.isActive else {
                throw VaultError.retentionRefused(.holdLifted(code))
            }
            if old.releaseAskedBy == nil {
                try LegalHoldRecords.askRelease(
                    of: id, by: admission.principal, because: reason, at: journal.now, in: connection)
            } else {
                try LegalHoldRecords.lift(id, by: admission.principal, at: journal.now, in: connection)
            }
            guard let (_, new) = try LegalHoldRecords.hold(code, in: connection) else {
                throw VaultError.retentionRefused(.holdNotFound(code))
            }
            try journal.append(
                new.isActive ? .holdReleaseAsked : .holdLifted, JournalSubject(.hold, id), before: old.canonical,
                after: new.canonical)
            return new
        }
    }

    /// All holds, as they were placed, lifted ones as well. What bears on one document is told by
    /// ``explainRetention(of:)-(Document.ID)`` to everybody who may read it, confidential holds excepted.
    public func holds() async throws -> [LegalHold] {
        try await database.view(.listHolds, by: context) { connection, _ in
            try LegalHoldRecords.holds(in: connection)
        }
    }

    /// A page of them, in the order of their codes.
    package func holds(after code: HoldCode?, limit: Int) async throws -> ListPage<LegalHold, HoldCode> {
        try await database.view(.listHolds, by: context) { connection, _ in
            let found = try LegalHoldRecords.holds(after: code, limit: limit + 1, in: connection)
            return ListPage(found, limit: limit, position: \.code)
        }
    }

    /// One hold.
    /// - Throws: ``RetentionRefusal/holdNotFound(_:)``.
    package func hold(_ code: HoldCode) async throws -> LegalHold {
        try await database.view(.listHolds, by: context) { connection, _ in
            guard let found = try LegalHoldRecords.hold(code, in: connection) else {
                throw VaultError.retentionRefused(.holdNotFound(code))
            }
            return found.hold
        }
    }
}
