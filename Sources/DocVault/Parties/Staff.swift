/// What a member of the agency's staff is appointed to.
public enum StaffPosition: Hashable, Sendable {
    /// The agent of a programme; `*` is every programme.
    case agent(programme: String)
    case recordsManager
    case administrator

    public var role: StaffRole {
        switch self {
        case .agent: .agent
        case .recordsManager: .recordsManager
        case .administrator: .administrator
        }
    }

    /// The programme of an agent.
    public var programme: String? {
        switch self {
        case .agent(let programme): programme
        case .recordsManager, .administrator: nil
        }
    }
}

/// A member of the agency's staff, from when and until when.
public struct StaffAppointment: Hashable, Sendable {
    public typealias ID = Identifier<StaffAppointment>

    public let person: Person
    public let position: StaffPosition
    public let validFrom: Instant
    /// The first instant at which it counts no more; `nil` while no end is set.
    public let validTo: Instant?

    /// The same, ended at an instant, or never begun if that is later.
    func ended(at instant: Instant) -> StaffAppointment {
        StaffAppointment(
            person: person, position: position, validFrom: validFrom, validTo: max(instant, validFrom))
    }

    /// The appointment as the journal tells of it.
    var canonical: CanonicalJSON {
        .object(
            leavingOut: [
                ("from", .string(validFrom.description)), ("person", person.canonical),
                ("programme", position.programme.map(CanonicalJSON.string)),
                ("role", .string(position.role.rawValue)), ("to", validTo.map { .string($0.description) }),
            ])
    }
}
