/// The holds that bear on retention now, by what they cover: those in force, and lifted ones that left days behind.
///
/// It is read once in the transaction that asks; its size is that of the holds, not of what they cover.
struct HoldMap: Sendable {
    /// A hold, as far as dates depend on it.
    struct Entry: Hashable, Sendable {
        let code: HoldCode
        let effect: LegalHold.Effect
        let isConfidential: Bool
        let isActive: Bool
        /// The days that a lifted one lasted.
        let days: ClosedRange<CivilDate>?
    }

    /// One row of a hold's scope.
    enum Cover: Hashable, Sendable {
        case dossier(Dossier.ID)
        case organisation(Organisation.ID)
        case programme(String)
        case requirement(Requirement.ID)
        case document(Document.ID)
    }

    private var entries: [Cover: [Entry]] = [:]
    /// Dossiers in which single requirements or documents are covered.
    private(set) var dossiersInPart: Set<Dossier.ID> = []

    mutating func add(_ entry: Entry, over cover: Cover, partOf dossier: Dossier.ID?) {
        entries[cover, default: []].append(entry)
        if let dossier { dossiersInPart.insert(dossier) }
    }

    var isEmpty: Bool { entries.isEmpty }

    /// The holds that cover one of several things, each once, in the order in which they were placed.
    func holds(over covers: some Sequence<Cover>) -> [Entry] {
        var (found, known): ([Entry], Set<HoldCode>) = ([], [])
        for cover in covers {
            for entry in entries[cover] ?? [] where known.insert(entry.code).inserted { found.append(entry) }
        }
        return found
    }
}
