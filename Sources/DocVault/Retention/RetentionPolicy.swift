/// How long everything is kept, under which text, and who must agree before it goes: a file of data that an agency adopts.
///
/// The format is `docs/formats/retention-policy.md`; its JSON Schema stands beside that page. A policy is made by reading a
/// file and in no other way, so it holds what the format asks for: every dossier falls under a schedule, and two never
/// count from the same fact for the same dossiers.
public struct RetentionPolicy: Hashable, Sendable {
    /// Larger than any policy; a mistaken file is refused before it is read.
    public static let largestFile = 1 << 20

    /// From 1 up; each change is a higher one.
    public let version: Int
    /// The file it was read from, to the byte.
    public let file: [UInt8]
    /// In the order of the file, each code once: at least one for dossiers, and one for the journal.
    public let schedules: [RetentionSchedule]
    public let disposition: DispositionTerms
    /// What takes two persons.
    public let fourEyes: Set<FourEyesRule>
    public let backups: BackupTerms
    public let collection: CollectionTerms

    /// What is asked for before documents are destroyed.
    public struct DispositionTerms: Hashable, Sendable {
        /// From approval to the first day on which it may be executed; at least a day.
        public let grace: CalendarPeriod
        /// Whether the reference of an authority outside the agency must be given, as of the Archivist General.
        public let needsAuthorisation: Bool
    }

    /// What certificates say of copies that the vault does not reach.
    public struct BackupTerms: Hashable, Sendable {
        /// After so long, a destroyed document is gone from every backup as well. Zero where there are none.
        public let keptFor: CalendarPeriod
    }

    /// How old leftovers become before the collector takes them, in whole days of 24 hours, each at least one.
    public struct CollectionTerms: Hashable, Sendable {
        /// Bytes that nothing refers to, before they are condemned.
        public let graceInDays: Int
        /// Condemned bytes, in `trash/` before they are removed.
        public let trashInDays: Int
        /// Uploads that nobody goes on with.
        public let uploadsInDays: Int
        /// Files that were being received when the program stopped.
        public let stagingInDays: Int
        /// Damaged copies, and whatever else was put aside.
        public let quarantineInDays: Int
    }

    /// The digest of ``file``: two policies with the same digest are the same.
    public func digest() throws(VaultError) -> Digest {
        try hashing { () throws(OpenSSLError) in try DigestHasher.digest(of: file) }
    }

    public func schedule(_ code: ScheduleCode) -> RetentionSchedule? { schedules.first { $0.code == code } }

    /// The schedules that keep a dossier, in the order of the file; never empty for a dossier that has a regime.
    public func schedules(for regimes: Set<Dossier.Regime>, _ outcome: DossierOutcome) -> [RetentionSchedule] {
        schedules.filter { $0.applies(to: regimes, outcome) }
    }
}

/// An act on retention that one person asks for and another agrees to.
public enum FourEyesRule: String, CaseIterable, Sendable {
    /// Destroying documents: who approves is not who proposed.
    case approveDisposition
    /// Lifting a hold. Placing one takes one person.
    case liftHold
    /// Adopting a policy under which something may go earlier than was promised.
    case shortenPolicy
    /// Adopting any other policy.
    case adoptPolicy

    /// Whether every policy must have it.
    public var isRequired: Bool {
        switch self {
        case .approveDisposition, .liftHold, .shortenPolicy: true
        case .adoptPolicy: false
        }
    }
}

extension RetentionPolicy {
    /// The policy that a new vault gets.
    ///
    /// Read when it is first asked for. The file is part of the program, so one that cannot be read is a fault of the
    /// program; a test reads it.
    public static let shipped: RetentionPolicy = {
        do throws(PolicyFlaws) {
            return try RetentionPolicy(parsing: PackageResources.retention_policy_json)
        } catch {
            preconditionFailure("the shipped policy is broken: \(error.all.map { $0.sentence.text(in: .en) })")
        }
    }()
}
