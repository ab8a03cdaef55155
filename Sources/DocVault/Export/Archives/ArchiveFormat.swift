/// The archives a dossier can leave in.
public enum ArchiveFormat: String, CaseIterable, Sendable {
    case zip, tar
    case tarZstandard = "tar.zst"

    /// The records around the files.
    var layout: any ArchiveLayout {
        switch self {
        case .zip: ZipLayout()
        case .tar, .tarZstandard: TarLayout()
        }
    }

    /// Whether the archive is as long as its records and files are.
    var isPlain: Bool { self != .tarZstandard }
}
