internal import SystemPackage

/// All that a bag will hold, settled from one snapshot of the catalog before the first byte is written.
///
/// The rows are on disk, not in memory. The same state of a dossier gives the same plan.
struct BagPlan: Sendable {
    /// The one folder at the top of the archive.
    let name: String
    /// Small files at the top of the bag, in order: `bagit.txt`, `bag-info.txt`, `manifest-sha256.txt` without its content.
    let declaration: String
    let information: String
    let manifest: Spool
    let tagManifest: String
    let inventoryCSV: Spool
    let inventoryJSON: Spool
    /// One line a payload file: its digest, its size and its path.
    let pieces: Spool
    let pieceCount: Int
    let sizeInBytes: Int64
}

extension BagPlan {
    private static let inventoryCSVPath = "data/inventory.csv"
    private static let inventoryJSONPath = "data/inventory.json"

    /// Writes the plan for a dossier.
    /// - Throws: ``VaultError/dossierNotFound(_:nearest:)``, ``VaultError/nothingToExport(_:)``.
    static func make(
        for code: DossierCode, scratch: FilePath, _ connection: any SQLConnection
    ) throws -> BagPlan {
        let id = try DossierRecords.require(code, in: connection)
        guard let changedAt = try DossierRecords.changedAt(id, in: connection) else {
            throw VaultError.dossierNotFound(code, nearest: nil)
        }
        var csv = try SpoolWriter(in: scratch)
        var json = try SpoolWriter(in: scratch)
        var pieces = try SpoolWriter(in: scratch)
        var manifest = try SpoolWriter(in: scratch)
        var (rowCount, fileCount) = (0, 0)
        var payloadBytes: Int64 = 0
        var title = JSONObject()
        title["format"] = .text("docvault-inventory/1")
        title["dossier"] = .text(code.text)
        try csv.write(InventoryRow.csvHeader)
        try json.write(title.text.dropLast() + ",\"rows\":[")
        try InventoryRecords.forEachRow(of: id, in: connection) { row, isFirstUse in
            try csv.write(row.csv)
            try json.write((rowCount == 0 ? "\n" : ",\n") + row.json.text)
            rowCount += 1
            guard isFirstUse else { return }
            fileCount += 1
            payloadBytes += row.blob.sizeInBytes
            try pieces.write("\(row.blob.digest.hexadecimal) \(row.blob.sizeInBytes) \(row.file)\n")
            try manifest.write("\(row.blob.digest.hexadecimal)  \(row.file)\n")
        }
        guard rowCount > 0 else { throw VaultError.nothingToExport(code) }
        try json.write("\n]}\n")
        let (table, objects) = (try csv.finish(), try json.finish())
        try manifest.write("\(table.digest.hexadecimal)  \(inventoryCSVPath)\n")
        try manifest.write("\(objects.digest.hexadecimal)  \(inventoryJSONPath)\n")
        let digests = try manifest.finish()
        let stateDigest = digests.digest.hexadecimal
        payloadBytes += table.sizeInBytes + objects.sizeInBytes
        let day = changedAt.day

        let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
        let information = """
            Source-Organization: Innoviris
            External-Identifier: \(code)
            Bagging-Date: \(day)
            Payload-Oxum: \(payloadBytes).\(fileCount + 2)
            Bag-Software-Agent: DocVault bag format 1

            """
        let tagManifest =
            try "\(hexadecimalDigest(of: information))  bag-info.txt\n"
            + "\(hexadecimalDigest(of: declaration))  bagit.txt\n" + "\(stateDigest)  manifest-sha256.txt\n"
        return BagPlan(
            name: "DV_\(code)_\(day.description.replacing("-", with: ""))_\(stateDigest.prefix(6))",
            declaration: declaration, information: information, manifest: digests, tagManifest: tagManifest,
            inventoryCSV: table, inventoryJSON: objects, pieces: try pieces.finish(), pieceCount: fileCount,
            sizeInBytes: payloadBytes)
    }

    private static func hexadecimalDigest(of text: String) throws(VaultError) -> String {
        try hashing { () throws(OpenSSLError) in try DigestHasher.digest(of: Array(text.utf8)) }.hexadecimal
    }
}

extension BagPlan {
    /// One file of a bag, in the order in which an archive holds them.
    enum Entry {
        case text(path: String, content: String)
        case spool(path: String, content: Spool)
        case blob(path: String, BlobDescriptor)

        var path: String {
            switch self {
            case .text(let path, _), .spool(let path, _), .blob(let path, _): path
            }
        }

        var sizeInBytes: Int64 {
            switch self {
            case .text(_, let content): Int64(content.utf8.count)
            case .spool(_, let content): content.sizeInBytes
            case .blob(_, let blob): blob.sizeInBytes
            }
        }
    }

    /// Calls `consume` with each file of the bag, tag files first: who reads the archive as a stream can check as it comes.
    func forEachEntry(_ consume: (Entry) async throws -> Void) async throws {
        try await consume(.text(path: "bagit.txt", content: declaration))
        try await consume(.text(path: "bag-info.txt", content: information))
        try await consume(.spool(path: "manifest-sha256.txt", content: manifest))
        try await consume(.text(path: "tagmanifest-sha256.txt", content: tagManifest))
        try await pieces.forEachLine { line in
            let parts = line.split(separator: " ", maxSplits: 2)
            guard parts.count == 3, let digest = Digest(algorithm: .sha256, hexadecimal: parts[0]),
                let size = Int64(parts[1])
            else { throw VaultError.storageFailed(StorageFailure(operation: "export", detail: "the plan is damaged")) }
            try await consume(.blob(path: String(parts[2]), BlobDescriptor(digest: digest, sizeInBytes: size)))
        }
        try await consume(.spool(path: Self.inventoryCSVPath, content: inventoryCSV))
        try await consume(.spool(path: Self.inventoryJSONPath, content: inventoryJSON))
    }
}
