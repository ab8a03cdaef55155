package import DocVault

extension Organisation {
    package var json: JSONObject {
        var object = JSONObject()
        object["enterpriseNumber"] = .text(enterpriseNumber.description)
        object["names"] = .localized(names)
        return object
    }
}

extension Person {
    package var json: JSONObject {
        var object = JSONObject()
        object["id"] = .text(id.description)
        object["email"] = .text(email.description)
        object["givenName"] = .text(givenName)
        object["familyName"] = .text(familyName)
        object["language"] = .text(language.rawValue)
        return object
    }
}

extension Contact {
    package var json: JSONObject {
        var object = person.json
        object["access"] = .text(access.rawValue)
        object["legalRepresentative"] = .flag(isLegalRepresentative)
        return object
    }
}

extension Place {
    package var json: JSONObject {
        var object = organisation.json
        object["access"] = .text(access.rawValue)
        return object
    }
}

extension ContactRole {
    package func json(of dossier: DossierCode) -> JSONObject {
        var object = JSONObject()
        object["dossier"] = .text(dossier.text)
        object["email"] = .text(person.email.description)
        object["name"] = .text(person.name)
        object["enterpriseNumber"] = .text(organisation.description)
        object["role"] = .text(kind.rawValue)
        object["from"] = .text(validFrom.description)
        object["to"] = .describing(validTo)
        return object
    }
}

extension StaffAppointment {
    package var json: JSONObject {
        var object = JSONObject()
        object["email"] = .text(person.email.description)
        object["name"] = .text(person.name)
        object["role"] = .text(position.role.rawValue)
        object["programme"] = .text(position.programme)
        object["from"] = .text(validFrom.description)
        object["to"] = .describing(validTo)
        return object
    }
}

extension Mandate {
    package var json: JSONObject {
        var object = JSONObject()
        object["code"] = .text(code.text)
        object["email"] = .text(person.email.description)
        object["name"] = .text(person.name)
        object["scope"] = .text(perimeter.scope.rawValue)
        object["target"] = .text(perimeter.target)
        object["purpose"] = .text(purpose)
        object["from"] = .text(validFrom.description)
        object["to"] = .text(validTo.description)
        return object
    }
}

extension PersonPlaces {
    package var json: JSONObject {
        var object = person.json
        object["organisations"] = .list(organisations.map { .object($0.json) })
        object["staff"] = .list(appointments.map { .object($0.json) })
        object["mandates"] = .list(mandates.map { .object($0.json) })
        return object
    }
}

/// The days of something dated, for people: both included, in Brussels.
package func daysText(from: Instant, to: Instant?) -> String {
    let first = from.dayInBrussels
    guard let to else { return "\(first) –" }
    // What ends at midnight had the day before as its last.
    let last = Instant(microsecondsSince1970: max(from.microsecondsSince1970, to.microsecondsSince1970 - 1))
    return "\(first) – \(last.dayInBrussels)"
}
