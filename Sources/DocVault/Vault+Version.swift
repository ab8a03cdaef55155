extension Vault {
    /// The same vault, for an act that is done only while what it is done to is as the caller saw it.
    package func expecting(_ expectation: Expectation?) -> Vault {
        var context = context
        context.expectation = expectation
        return acting(as: context)
    }

    /// The version of something that the actor may see. Asked before the thing itself is read, it is never newer than that.
    package func version(of subject: VersionedSubject) async throws -> Expectation? {
        let (act, target): (Act, ActTarget) =
            switch subject {
            case .dossier(let code): (.readDossier, .dossier(code))
            case .person(let email): (.readPerson, .person(email))
            case .hold(let code): (.listHolds, .hold(code))
            case .disposition(let code): (.readDisposition, .disposition(code))
            case .organisation(let number): (.readOrganisation, .organisation(number))
            case .policy: (.readJournal, .vault)
            case .finding: (.listFindings, .vault)
            }
        return try await database.view(act, of: target, by: context) { connection, admission in
            if case .finding(let id) = subject {
                _ = try FindingRecords.require(id, for: admission, in: connection)
                return try Expectation.current(of: id, in: connection)
            }
            if case .policy = subject { return try Expectation.ofPolicy(in: connection) }
            return try Expectation.current(of: target, admission, connection)
        }
    }
}
