internal import ArgumentParser
internal import DocVault
internal import VaultHTTP

struct OrganisationCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "organisation", abstract: "Register organisations, and say who acts for them.",
        subcommands: [Register.self, List.self, Show.self, AddContact.self, SetAccess.self])
}

extension OrganisationCommand {
    struct Register: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register a legal representative of an organisation, who may then give access to others.",
            discussion: """
                The organisation is added if it is not there yet. A legal representative is a director registered in the
                Crossroads Bank for Enterprises.
                """)

        @Argument(help: "The enterprise number.")
        var number: EnterpriseNumber

        @Option(help: "The organisation's name in French.")
        var nameFr: String?

        @Option(help: "The organisation's name in Dutch.")
        var nameNl: String?

        @Option(help: "The organisation's name in English.")
        var nameEn: String?

        @OptionGroup(title: "Legal representative") var person: PersonOptions
        @OptionGroup(title: "Legal representative") var nationalNumber: NationalNumberOptions
        @OptionGroup var options: VaultOptions

        func run() async throws {
            var names: [Language: String] = [:]
            (names[.fr], names[.nl], names[.en]) = (nameFr, nameNl, nameEn)
            let vault = try await options.open()
            let contact = try await vault.registerOrganisation(
                number, names: LocalizedText(names),
                representative: person.person(nationalNumber.number(of: person.email, isNeeded: true)))
            await VaultOptions.publish(vault)
            try OrganisationCommand.show(contact, of: number, json: options.json)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the organisations: all of them for the agency, else those that one acts for.")

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let organisations = try await options.open().organisations()
            if options.json {
                for organisation in organisations { try Terminal.print(organisation.json.text) }
                return
            }
            var table = TextTable(Sentence("party.column.number"), Sentence("command.column.name"))
            for organisation in organisations {
                table.add("\(organisation.enterpriseNumber)", organisation.names.text(in: Terminal.language))
            }
            try table.print()
        }
    }

    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Show an organisation and its contacts.")

        @Argument(help: "The enterprise number.")
        var number: EnterpriseNumber

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let (organisation, contacts) = try await vault.contacts(of: number)
            if options.json {
                var object = organisation.json
                object["contacts"] = .list(contacts.map { .object($0.json) })
                try Terminal.print(object.text)
                return
            }
            let language = Terminal.language
            try Terminal.print("\(number)  \(visible(organisation.names.text(in: language)))")
            var table = TextTable(
                Sentence("party.column.email"), Sentence("command.column.name"), Sentence("party.column.access"),
                Sentence("party.column.legalRepresentative"))
            for contact in contacts {
                table.add(
                    "\(contact.person.email)", contact.person.name, contact.access.sentence.text(in: language),
                    contact.isLegalRepresentative ? Sentence("party.yes").text(in: language) : "–")
            }
            try table.print()
        }
    }

    struct AddContact: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a contact to an organisation.",
            discussion: "A contact is never deleted. Without access they are prepared, and get it later by set-access.")

        @Argument(help: "The enterprise number.")
        var number: EnterpriseNumber

        @OptionGroup(title: "Contact") var person: PersonOptions
        @OptionGroup(title: "Contact") var nationalNumber: NationalNumberOptions

        @Option(help: "What the contact may do: superUser, user or none.")
        var access: Contact.Access

        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let contact = try await vault.createContact(
                person.person(nationalNumber.number(of: person.email, isNeeded: access != .none)), of: number,
                access: access)
            await VaultOptions.publish(vault)
            try OrganisationCommand.show(contact, of: number, json: options.json)
        }
    }

    struct SetAccess: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give, change or withdraw the access of a contact.",
            discussion: "The national register number is asked for again where somebody without access gets some.")

        @Argument(help: "The enterprise number.")
        var number: EnterpriseNumber

        @Option(help: "The contact's address.")
        var email: EmailAddress

        @Option(help: "What the contact may do: superUser, user or none.")
        var access: Contact.Access

        @OptionGroup var nationalNumber: NationalNumberOptions
        @OptionGroup var options: VaultOptions

        func run() async throws {
            let vault = try await options.open()
            let contact = try await change(vault, nationalNumber.number(of: email, isNeeded: false))
            await VaultOptions.publish(vault)
            try OrganisationCommand.show(contact, of: number, json: options.json)
        }

        /// Changes the access, and asks for the number where it turns out to be needed.
        private func change(_ vault: Vault, _ number: NationalNumber?) async throws -> Contact {
            do {
                return try await vault.changeAccess(of: email, at: self.number, to: access, nationalNumber: number)
            } catch VaultError.partyRefused(.nationalNumberMissing) where number == nil {
                let answer = try nationalNumber.number(of: email, isNeeded: true)
                return try await vault.changeAccess(of: email, at: self.number, to: access, nationalNumber: answer)
            }
        }
    }

    fileprivate static func show(_ contact: Contact, of number: EnterpriseNumber, json: Bool) throws {
        if json { return try Terminal.print(contact.json.text) }
        try Terminal.print(
            Sentence(
                "party.contactStands",
                [
                    "email": .text("\(contact.person.email)"), "number": .text("\(number)"),
                    "access": .sentence(contact.access.sentence),
                ]))
    }
}
