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
            }
        return try await database.view(act, of: target, by: context) { connection, admission in
            try Expectation.current(of: target, admission, connection)
        }
    }
}
