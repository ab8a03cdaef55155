/// An export that is settled to the byte, and of which no byte was made yet.
public struct PreparedExport: Sendable {
    /// One archive of it.
    public struct Volume: Sendable {
        /// The one folder in the archive.
        public let bagName: String
        /// How long the archive is; `nil` where that depends on how well it compresses.
        public let sizeInBytes: Int64?
        /// Says which bytes these are: whoever continues a download gives it back, and is refused when they are others now.
        public let validator: String
        let plan: BagPlan
    }

    public let request: ExportRequest
    public let format: ArchiveFormat
    public let volumes: [Volume]
    /// The rows of the inventory.
    public let rowCount: Int
    /// The files that they name.
    public let pieceCount: Int
    /// The size of the payload of all volumes.
    public let payloadInBytes: Int64
    /// The last event of the dossier that the export knows.
    public let sequence: Int
    /// The fingerprint of the certificate that it is sealed by.
    public let sealFingerprint: String
}

/// What was exported to files.
public struct DossierExport: Hashable, Sendable {
    /// The one folder in the archive, or in the first of several.
    public let bagName: String
    public let pieceCount: Int
    public let rowCount: Int
    /// The size of the payload: the pieces and the papers about them.
    public let payloadInBytes: Int64
    public let perspective: Perspective
    public let sequence: Int
    public let sealFingerprint: String
    /// Where the archives are, in the order of the volumes.
    public let files: [String]
}
