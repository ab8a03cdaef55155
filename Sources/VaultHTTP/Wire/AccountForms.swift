package import DocVault

extension Account {
    package var json: JSONObject {
        var object = JSONObject()
        object["person"] = .object(person.json)
        object["password"] = .flag(hasPassword)
        object["secondFactor"] = .flag(hasSecondFactor)
        object["disabledAt"] = .describing(disabledAt)
        object["seenAt"] = .describing(seenAt)
        return object
    }
}

extension Invitation {
    /// - Parameter base: Where people reach the service; `nil` where nobody has said so: then the link is a path.
    package func json(for email: EmailAddress, at base: String?) -> JSONObject {
        var object = JSONObject()
        object["email"] = .text(email.description)
        object["purpose"] = .text(purpose.rawValue)
        object["token"] = .text(secret)
        object["link"] = .text(link(at: base ?? ""))
        object["expiresAt"] = .text(expiresAt.description)
        return object
    }

    /// The page where the secret is used. It stands behind `#`, which a browser keeps to itself: it gets into no log.
    package func link(at base: String) -> String { "\(base)/sign-in#invitation=\(secret)" }
}

extension AccessToken {
    package var json: JSONObject {
        var object = JSONObject()
        object["id"] = .text(id.description)
        object["name"] = .text(name)
        object["scope"] = .text(scope.rawValue)
        object["organisation"] = .describing(organisation)
        object["createdAt"] = .text(createdAt.description)
        object["expiresAt"] = .text(expiresAt.description)
        object["usedAt"] = .describing(usedAt)
        object["revokedAt"] = .describing(revokedAt)
        return object
    }
}

extension NewAccessToken {
    package var json: JSONObject {
        var object = token.json
        object["secret"] = .text(secret)
        return object
    }
}

extension OpenSession {
    func json(isCurrent: Bool) -> JSONObject {
        var object = JSONObject()
        object["id"] = .text(id.description)
        object["createdAt"] = .text(createdAt.description)
        object["seenAt"] = .text(seenAt.description)
        object["expiresAt"] = .text(expiresAt.description)
        object["current"] = .flag(isCurrent)
        object["organisation"] = .describing(organisation)
        return object
    }
}

extension StartedSession {
    /// What the session's page needs; its secret is for the cookie only.
    func json(_ session: SignInSession) -> JSONObject {
        var object = JSONObject()
        object["person"] = .object(signedIn.person.json)
        object["organisation"] = .describing(signedIn.organisation)
        object["organisations"] = .list(places.map { .object($0.json) })
        object["csrf"] = .text(session.csrf)
        object["expiresAt"] = .text(session.expiresAt.description)
        return object
    }
}

extension SignedIn {
    /// Who the caller is, and for whom they act.
    func json(_ places: PersonPlaces, hasSecondFactor: Bool) -> JSONObject {
        var object = JSONObject()
        object["person"] = .object(places.person.json)
        object["organisation"] = .describing(organisation)
        object["organisations"] = .list(places.organisations.map { .object($0.json) })
        object["staff"] = .list(places.appointments.map { .object($0.json) })
        object["mandates"] = .list(places.mandates.map { .object($0.json) })
        object["secondFactor"] = .flag(hasSecondFactor)
        switch means {
        case .session(let session):
            object["means"] = .text("session")
            object["csrf"] = .text(session.csrf)
        case .token: object["means"] = .text("token")
        }
        return object
    }
}

extension NewSecondFactor {
    var json: JSONObject {
        var object = JSONObject()
        object["secret"] = .text(secret)
        object["uri"] = .text(uri)
        return object
    }
}
