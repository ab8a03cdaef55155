internal import SystemPackage

/// `data/record.jsonl`: all that another vault needs to have the dossier as it is here.
enum RecordPaper {
    static let path = "data/record.jsonl"

    /// - Returns: `nil` for a bag that is not the whole dossier as the agency has it.
    static func make(
        of dossier: Dossier.ID, _ request: ExportRequest, scratch: FilePath, _ connection: any SQLConnection
    ) throws -> BagPaper? {
        guard request.scope == .dossier, request.perspective == .agency else { return nil }
        var writer = try SpoolWriter(in: scratch)
        for table in RecordTable.all {
            try connection.forEachRow(of: table.selection, [.identifier(dossier)]) { try writer.write(table.line($0)) }
        }
        return BagPaper(path: path, content: try writer.finish())
    }
}
