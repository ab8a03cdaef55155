import Testing

@testable import DocVault

/// What holds for whatever somebody is, and not only for those whom the table names.
@Suite("The rules of access, for anybody")
struct AccessPropertyTests {
    /// One thing that somebody can be besides others.
    private enum Role: CaseIterable {
        case agent, agentOfAnotherProgramme, recordsManager, administrator, auditor, auditorWhoseMandateEnded
        case viewer, editor

        func add(to standing: inout Standing, _ subject: inout ActSubject) {
            switch self {
            case .agent: standing.programmes.insert(TableStanding.programme)
            case .agentOfAnotherProgramme: standing.programmes.insert("Q")
            case .recordsManager: standing.isRecordsManager = true
            case .administrator: standing.isAdministrator = true
            case .auditor: standing.mandates.append(.dossier(.sample))
            case .auditorWhoseMandateEnded: standing.otherMandates.append(.programme(TableStanding.programme))
            case .viewer:
                if subject.dossier?.sharedAs == nil { subject.dossier = TableStanding.relation(sharedAs: .viewer) }
            case .editor: subject.dossier = TableStanding.relation(sharedAs: .editor)
            }
        }
    }

    /// Somebody who is any combination of roles, and a contact or not.
    private struct Anybody {
        var standing: Standing
        var subject: ActSubject

        func may(_ act: Act) -> Bool { decision(on: act) == .allowed }
        func decision(on act: Act) -> AccessDecision { AccessRules.decide(act, by: standing, on: subject) }
    }

    private static let contacts: [TableStanding] = [
        .personWithoutOrganisation, .contactWithoutAccess, .user, .superUser, .stranger,
        .superUserOfAnotherOrganisation,
    ]

    private var everybody: [Anybody] {
        Self.contacts.flatMap { contact in
            (0..<(1 << Role.allCases.count)).map { number in
                var somebody = Anybody(standing: contact.standing, subject: contact.subject)
                for (bit, role) in Role.allCases.enumerated() where number & (1 << bit) != 0 {
                    role.add(to: &somebody.standing, &somebody.subject)
                }
                return somebody
            }
        }
    }

    @Test("a role more takes no right away")
    func moreIsNotLess() {
        var lost: Set<String> = []
        for somebody in everybody {
            for role in Role.allCases {
                var more = somebody
                role.add(to: &more.standing, &more.subject)
                for act in Act.allCases where somebody.may(act) && !more.may(act) { lost.insert("\(act), \(role)") }
            }
        }
        #expect(lost == [])
    }

    private static let rises: [(Contact.Access, Contact.Access)] = [(.none, .user), (.user, .superUser)]

    @Test("more access in the same organisation takes no right away")
    func moreAccess() {
        var lost: Set<Act> = []
        for somebody in everybody where somebody.standing.organisation != nil {
            for (less, more) in Self.rises {
                var (before, after) = (somebody, somebody)
                (before.standing.access, after.standing.access) = (less, more)
                lost.formUnion(Act.allCases.filter { before.may($0) && !after.may($0) })
            }
        }
        #expect(lost == [])
    }

    @Test("nobody decides on what they submitted, whatever they are")
    func ownSubmission() {
        var machines = [TableStanding.operatorAccount, .system].map {
            Anybody(standing: $0.standing, subject: $0.subject)
        }
        machines += everybody
        for var somebody in machines {
            somebody.subject.isOwnSubmission = true
            #expect(somebody.decision(on: .approveRequirement) == .refused(.ownSubmission))
            #expect(somebody.decision(on: .returnRequirement) == .refused(.ownSubmission))
        }
    }

    @Test("nobody changes their own powers, whatever they are")
    func ownPowers() {
        for var somebody in everybody {
            somebody.subject.person = somebody.standing.person
            for act in [Act.registerOrganisation, .appointStaff, .dismissStaff, .grantMandate, .endMandate] {
                #expect(somebody.decision(on: act) == .refused(.ownPowers))
            }
        }
    }

    @Test("a person with nothing may do what shows nothing, and change what is their own")
    func nothing() {
        let nobody = TableStanding.personWithoutOrganisation
        let somebody = Anybody(standing: nobody.standing, subject: nobody.subject)
        #expect(
            Act.allCases.filter(somebody.may) == [
                .listDossiers, .findDocuments, .listDue, .listFindings, .listOrganisations, .readJournal,
                .readOwnAccount, .changeOwnSettings, .acceptInvitation, .changePassword, .changeSecondFactor,
                .linkIdentity, .createToken, .revokeToken,
            ])
    }

    @Test("who may not read a dossier gets the same answer as if it were not there, to every act")
    func hidden() {
        // An import names a code that somebody else may have taken: that cannot be hidden, and says no more than no.
        let acts = Act.allCases.filter { $0 != .importDossier }
        for somebody in everybody where !somebody.may(.readDossier) {
            if somebody.decision(on: .readDossier) == .refused(.mandateEnded) { continue }
            var missing = somebody
            missing.subject.dossier = nil
            #expect(acts.filter { somebody.decision(on: $0) != missing.decision(on: $0) } == [])
        }
    }

    @Test("a reason is given to those only who may read the dossier, or could under a mandate")
    func reasons() {
        let onDossiers = Act.allCases.filter { act in
            TableStanding.personWithoutOrganisation.decision(on: act) == .hidden
        }
        #expect(onDossiers.count > 15)
        for somebody in everybody {
            for act in onDossiers {
                guard case .refused(let reason) = somebody.decision(on: act) else { continue }
                #expect(
                    somebody.may(.readDossier) || reason == .accessWithdrawn && somebody.standing.lacksAccess
                        || reason == .mandateEnded && !somebody.standing.otherMandates.isEmpty)
            }
        }
    }
}

extension TableStanding {
    fileprivate func decision(on act: Act) -> AccessDecision { AccessRules.decide(act, by: standing, on: subject) }
}
