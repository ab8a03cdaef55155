internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct PersonCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person", abstract: "Show persons, change one's own settings, appoint staff.",
        subcommands: [Show.self, Settings.self, Staff.self, Appoint.self, Dismiss.self])
}

extension PersonCommand {
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show a person, the organisations they may act for, their roles and mandates.")

        @Argument(help: "The person's address.")
        var email: EmailAddress

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let places = try await vault.places(of: email)
            if options.json { return try Terminal.print(places.json.text) }
            let language = Terminal.language
            try Terminal.print(
                "\(places.person.email)  \(visible(places.person.name))  \(places.person.language.rawValue)")
            for place in places.organisations {
                let name = visible(place.organisation.names.text(in: language))
                try Terminal.print(
                    "\(place.organisation.enterpriseNumber)  \(name)  \(place.access.sentence.text(in: language))")
            }
            for appointment in places.appointments {
                try Terminal.print(
                    "\(daysText(from: appointment.validFrom, to: appointment.validTo))  "
                        + appointment.position.sentence.text(in: language))
            }
            for mandate in places.mandates {
                try Terminal.print(
                    "\(daysText(from: mandate.validFrom, to: mandate.validTo))  \(mandate.code)  "
                        + mandate.perimeter.sentence.text(in: language))
            }
        }
    }

    struct Settings: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change the address or the language of the person that --as names.")

        @Option(help: "The new address.")
        var email: EmailAddress?

        @Option(help: "The language that the vault speaks to the person: fr, nl or en.")
        var speaks: Language?

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let person = try await vault.changeOwnSettings(email: email, language: speaks)
            await VaultOptions.publish(vault)
            if options.json {
                try Terminal.print(person.json.text)
            } else {
                try Terminal.print(
                    Sentence(
                        "party.settings",
                        ["email": .text("\(person.email)"), "language": .sentence(person.language.sentence)]))
            }
        }
    }

    struct Staff: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the agency's staff, those who left as well.")

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let staff = try await vault.staff()
            if options.json {
                for appointment in staff { try Terminal.print(appointment.json.text) }
                return
            }
            var table = TextTable(
                Sentence("party.column.email"), Sentence("command.column.name"), Sentence("party.column.role"),
                Sentence("command.column.period"))
            for appointment in staff {
                table.add(
                    "\(appointment.person.email)", appointment.person.name,
                    appointment.position.sentence.text(in: Terminal.language),
                    daysText(from: appointment.validFrom, to: appointment.validTo))
            }
            try table.print()
        }
    }

    struct Appoint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a member of the agency's staff a role.",
            discussion: "Somebody who is not in the vault yet is added: give their names and language.")

        @Argument(help: "The person's address.")
        var email: EmailAddress

        @OptionGroup var position: PositionOptions
        @OptionGroup var days: DaysOptions
        @OptionGroup(title: "Somebody new") var newcomer: NewcomerOptions
        @OptionGroup(title: "Somebody new") var nationalNumber: NationalNumberOptions
        @OptionGroup var options: VaultOptions

        func run() async throws {
            let position = try position.position
            let vault = try await options.open()
            let appointment = try await vault.appointStaff(
                newcomer.reference(to: email, nationalNumber), as: position, from: days.begin, to: days.end)
            await VaultOptions.publish(vault)
            if options.json { return try Terminal.print(appointment.json.text) }
            try Terminal.print(
                Sentence(
                    "party.appointed",
                    [
                        "email": .text("\(appointment.person.email)"),
                        "role": .sentence(appointment.position.sentence),
                        "period": .text(daysText(from: appointment.validFrom, to: appointment.validTo)),
                    ]))
        }
    }

    struct Dismiss: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "End a role of a member of the agency's staff now.")

        @Argument(help: "The person's address.")
        var email: EmailAddress

        @OptionGroup var position: PositionOptions
        @OptionGroup var options: VaultOptions

        func run() async throws {
            let position = try position.position
            let vault = try await options.open()
            try await vault.dismissStaff(email, from: position)
            await VaultOptions.publish(vault)
            if options.json {
                var object = JSONObject()
                object["email"] = .text(email.description)
                object["role"] = .text(position.role.rawValue)
                object["programme"] = .text(position.programme)
                return try Terminal.print(object.text)
            }
            try Terminal.print(
                Sentence("party.dismissed", ["email": .text("\(email)"), "role": .sentence(position.sentence)]))
        }
    }
}

/// A role of the agency's staff, as options.
struct PositionOptions: ParsableArguments {
    @Option(help: "agent, recordsManager or administrator.")
    var role: StaffRole

    @Option(help: "An agent's programme; '*' for every programme.")
    var programme: String?

    var position: StaffPosition {
        get throws {
            switch (role, programme) {
            case (.agent, let programme?): return .agent(programme: programme)
            case (.recordsManager, nil): return .recordsManager
            case (.administrator, nil): return .administrator
            case (.agent, nil), (.recordsManager, _), (.administrator, _):
                throw ValidationError(Sentence("party.programmeOfAgent"))
            }
        }
    }
}

/// Names and language of somebody who may be new to the vault, as options.
struct NewcomerOptions: ParsableArguments {
    @Option(help: "The person's given name.")
    var givenName: String?

    @Option(help: "The person's family name.")
    var familyName: String?

    @Option(help: "The language that the vault speaks to the person: fr, nl or en.")
    var speaks: Language?

    func reference(to email: EmailAddress, _ nationalNumber: NationalNumberOptions) throws -> PersonReference {
        switch (givenName, familyName, speaks) {
        case (nil, nil, nil): .known(email)
        case (let givenName?, let familyName?, let speaks?):
            .new(
                try NewPerson(
                    email: email, givenName: givenName, familyName: familyName, language: speaks,
                    nationalNumber: nationalNumber.number(of: email, isNeeded: false)))
        default: throw ValidationError(Sentence("party.newcomerOptions"))
        }
    }
}
