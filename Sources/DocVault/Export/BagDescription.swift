/// `bag-info.txt`: what a bag says of itself as a whole (RFC 8493 §2.2.2). See `docs/formats/bag.md`.
struct BagDescription: Sendable {
    static let profileIdentifier = "urn:docvault:bagit-profile:2"
    static let softwareAgent = "DocVault bag format 2"

    /// One bag of several that belong together.
    struct Part: Hashable, Sendable {
        let group: String
        let number: Int
        let count: Int
    }

    let request: ExportRequest
    let day: CivilDate
    let payloadInBytes: Int64
    let fileCount: Int
    let part: Part?
    let rowCount: Int
    let sequence: Int
    let origin: String

    var text: String {
        var lines = [
            "Source-Organization: Innoviris",
            "External-Identifier: \(request.code)",
            "Bagging-Date: \(day)",
            "Payload-Oxum: \(payloadInBytes).\(fileCount)",
        ]
        if let part {
            lines.append("Bag-Group-Identifier: \(part.group)")
            lines.append("Bag-Count: \(part.number) of \(part.count)")
        }
        lines += [
            "BagIt-Profile-Identifier: \(Self.profileIdentifier)",
            "Bag-Software-Agent: \(Self.softwareAgent)",
            "DocVault-Profile: \(request.scope.profile.rawValue)",
            "DocVault-Perspective: \(request.perspective.rawValue)",
            "DocVault-Pieces: \(rowCount) of \(rowCount)",
            "DocVault-Sequence: \(sequence)",
            "DocVault-Origin: \(origin)",
        ]
        return lines.map { $0 + "\n" }.joined()
    }
}
