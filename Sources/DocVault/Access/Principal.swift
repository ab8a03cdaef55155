/// Who does an act.
public enum Principal: Hashable, Sendable {
    /// The vault itself, in what nobody asked for.
    case system
    /// Somebody with a shell on the machine of the vault, by the name of their account there.
    case operatorAccount(String)
    /// A person, and the organisation that they chose to act for, if for any.
    ///
    /// What they may do is looked up anew at every act: nothing of it is kept here.
    case person(Person.ID, Organisation.ID?)

    /// Whether this may be told what the store held before. A person must not: it tells whether somebody else's document is
    /// there (promise 4).
    var mayLearnOfStorage: Bool {
        switch self {
        case .system, .operatorAccount: true
        case .person: false
        }
    }
}

/// A person of the register of staff or a person who looks after proof: see ``Standing``.
public enum StaffRole: String, CaseIterable, Sendable {
    /// Decides on the dossiers of a programme.
    case agent
    /// Decides what is kept and destroyed; reads all dossiers.
    case recordsManager
    /// Looks after accounts and settings, and sees no document.
    case administrator
}
