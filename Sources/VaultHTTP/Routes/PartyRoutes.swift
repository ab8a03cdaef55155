internal import DocVault
internal import HTTPTypes
internal import Hummingbird

/// `/organisations`, `/people`, `/staff` and `/mandates`: who may act, for whom, and as what.
enum PartyRoutes {
    static let operations: [Operation] = [
        Operation(.get, "/api/v1/organisations", query: Page.parameters, organisations),
        Operation(.post, "/api/v1/organisations", register),
        Operation(.get, "/api/v1/organisations/{number}", organisation),
        Operation(.post, "/api/v1/organisations/{number}/contacts", addContact),
        Operation(.patch, "/api/v1/organisations/{number}/contacts/{email}", changeContact),
        Operation(.get, "/api/v1/people/{email}", person),
        Operation(.get, "/api/v1/staff", query: Page.parameters, staff),
        Operation(.post, "/api/v1/staff", appoint),
        Operation(.delete, "/api/v1/staff/{email}", query: ["role", "programme"], dismiss),
        Operation(.get, "/api/v1/mandates", query: Page.parameters, mandates),
        Operation(.post, "/api/v1/mandates", grant),
        Operation(.post, "/api/v1/mandates/{mandate}/end", endMandate),
    ]

    @Sendable static func organisations(_ call: Call) async throws -> Response {
        let page = try Page(call.query)
        let vault = try call.vault
        return page.answer(
            try await vault.organisations(after: page.key(EnterpriseNumber.init), limit: page.limit), json: \.json)
    }

    @Sendable static func register(_ call: Call) async throws -> Response {
        let vault = try call.vault
        let body = try await call.body("enterpriseNumber", "names", "representative")
        let number = body["enterpriseNumber"]?.enterpriseNumber()
        let names = body.optional("names")?.localizedText()
        let representative = try body["representative"]?.newPerson()
        guard body.isSound, let number, let representative else { throw body.refusal }
        let contact = try await vault.registerOrganisation(number, names: names, representative: representative)
        return .created(contact.json, at: "/api/v1/organisations/\(number)")
    }

    @Sendable static func organisation(_ call: Call) async throws -> Response {
        let number: EnterpriseNumber = try call.parameter("number")
        let vault = try call.vault
        let version = try await vault.version(of: .organisation(number))
        let (organisation, contacts) = try await vault.contacts(of: number)
        return try .json(organisation.json(with: contacts), version: version)
    }

    @Sendable static func addContact(_ call: Call) async throws -> Response {
        let number: EnterpriseNumber = try call.parameter("number")
        let vault = try call.vault
        let body = try await call.body(
            "email", "givenName", "familyName", "language", "nationalNumber", "access")
        let email = body["email"]?.email()
        let access = body["access"]?.choice(Contact.Access.self)
        let person = try GivenPerson({ body[$0] }, body.optional).person(at: email)
        guard body.isSound, let person, let access else { throw body.refusal }
        let contact = try await vault.createContact(person, of: number, access: access)
        return .created(contact.json, at: "/api/v1/people/\(person.email)")
    }

    @Sendable static func changeContact(_ call: Call) async throws -> Response {
        let number: EnterpriseNumber = try call.parameter("number")
        let email: EmailAddress = try call.parameter("email")
        let vault = try call.vault
        let body = try await call.body("access", "nationalNumber")
        let access = body["access"]?.choice(Contact.Access.self)
        let nationalNumber = body.optional("nationalNumber")?.nationalNumber
        guard body.isSound, let access else { throw body.refusal }
        let contact = try await vault.changeAccess(
            of: email, at: number, to: access, nationalNumber: nationalNumber)
        return .json(contact.json)
    }

    @Sendable static func person(_ call: Call) async throws -> Response {
        let email: EmailAddress = try call.parameter("email")
        let vault = try call.vault
        let version = try await vault.version(of: .person(email))
        return try .json(try await vault.places(of: email).json, version: version)
    }

    @Sendable static func staff(_ call: Call) async throws -> Response {
        let page = try Page(call.query)
        let staff = try await call.vault.staff()
        return try page.answer(from: staff, key: \.place, json: \.json)
    }

    @Sendable static func appoint(_ call: Call) async throws -> Response {
        let vault = try call.vault
        let body = try await call.body("email", "role", "programme", "from", "to", "person")
        let person = try body.personReference()
        let position = body.position()
        let (from, to) = (body.optional("from")?.date(), body.optional("to")?.date())
        guard body.isSound, let person, let position else { throw body.refusal }
        let appointment = try await vault.appointStaff(
            person, as: position, from: from.map(Instant.init(startOf:)), to: to.map(Instant.init(endOf:)))
        return .created(appointment.json, at: "/api/v1/people/\(person.email)")
    }

    @Sendable static func dismiss(_ call: Call) async throws -> Response {
        let email: EmailAddress = try call.parameter("email")
        let query = call.query
        let role = try query.required("role", try query.choice("role", as: StaffRole.self))
        try await call.vault.dismissStaff(email, from: try role.position(of: query))
        return .nothing
    }

    @Sendable static func mandates(_ call: Call) async throws -> Response {
        let page = try Page(call.query)
        let vault = try call.vault
        return page.answer(
            try await vault.mandates(after: page.key(MandateCode.init), limit: page.limit), json: \.json)
    }

    @Sendable static func grant(_ call: Call) async throws -> Response {
        let vault = try call.vault
        let body = try await call.body(
            "code", "email", "dossier", "programme", "organisation", "purpose", "from", "to", "person")
        let code = body["code"]?.code(MandateCode.self)
        let auditor = try body.personReference()
        let perimeter = body.perimeter()
        let purpose = body.reason("purpose")
        let (from, to) = (body["from"]?.date(), body["to"]?.date())
        guard body.isSound, let code, let auditor, let perimeter, let purpose, let from, let to else {
            throw body.refusal
        }
        let mandate = try await vault.grantMandate(
            code, to: auditor, over: perimeter, purpose: purpose, from: Instant(startOf: from), to: Instant(endOf: to))
        return .created(mandate.json, at: "/api/v1/mandates")
    }

    @Sendable static func endMandate(_ call: Call) async throws -> Response {
        let code: MandateCode = try call.code("mandate")
        return .json(try await call.vault.endMandate(code).json)
    }
}

extension StaffAppointment {
    /// Its place in the list: no two have the same.
    fileprivate var place: String {
        "\(person.email) \(validFrom) \(position.role.rawValue) \(position.programme ?? "")"
    }
}

extension StaffRole {
    /// The role with its programme, which agents have and nobody else.
    fileprivate func position(of query: QueryFields) throws -> StaffPosition {
        switch (self, query.text("programme")) {
        case (.agent, let programme?): return .agent(programme: programme)
        case (.recordsManager, nil): return .recordsManager
        case (.administrator, nil): return .administrator
        case (.agent, nil), (.recordsManager, _), (.administrator, _):
            throw RequestRefusal.invalidParameters([
                .init(parameter: "programme", detail: Sentence("http.programmeOfAgent"))
            ])
        }
    }
}

extension BodyFields {
    fileprivate func position() -> StaffPosition? {
        let role = self["role"]?.choice(StaffRole.self)
        let programme = optional("programme").map { (field: $0, text: $0.word()) }
        switch role {
        case nil: return nil
        case .agent:
            guard programme != nil else {
                _ = self["programme"]
                return nil
            }
            return programme?.text.map(StaffPosition.agent)
        case .recordsManager, .administrator:
            programme?.field.note(Sentence("http.programmeOfAgent"))
            return role == .recordsManager ? .recordsManager : .administrator
        }
    }

    /// What a mandate covers: one dossier, one programme or one organisation.
    fileprivate func perimeter() -> Mandate.Perimeter? {
        let given = ["dossier", "programme", "organisation"].filter { optional($0) != nil }
        let dossier = optional("dossier")?.code(DossierCode.self).map(Mandate.Perimeter.dossier)
        let programme = optional("programme")?.word().map(Mandate.Perimeter.programme)
        let organisation = optional("organisation")?.enterpriseNumber().map(Mandate.Perimeter.organisation)
        if given.count != 1 { refuse(Sentence("http.onePerimeter")) }
        return dossier ?? programme ?? organisation
    }
}
