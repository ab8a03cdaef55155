/// Which documents a disposition is to take.
public enum DisposalSelection: Hashable, Sendable {
    /// All that may be destroyed in some dossiers.
    case dossiers([DossierCode])
    /// All that may be destroyed in the vault.
    case everything
}

/// What a disposition would take.
public struct DisposalPreview: Hashable, Sendable {
    public internal(set) var documentCount = 0
    public internal(set) var sizeInBytes: Int64 = 0
    /// Dossiers with documents that it would take, and how many.
    public internal(set) var dossiers: [DossierCode: Int] = [:]
    /// Documents of the selection that something stands against, and how many.
    public internal(set) var keptCount = 0
    /// Those that may be destroyed but are in another open case.
    public internal(set) var takenCount = 0
}
