internal import DocVault
internal import Foundation

/// `Upload-Metadata` of tus: keys, each with a value in base64.
struct TusMetadata {
    /// What common clients say by themselves, and nobody asks for.
    private static let ignored: Set<String> = ["filetype", "name", "type", "relativePath"]
    private static let known = Set(["dossier", "requirement", "piece", "filename"] + PieceFields.facts)

    private let values: [String: String]

    /// Reads the field.
    /// - Throws: ``RequestRefusal/malformedHeader(_:)``.
    init(_ text: String) throws {
        var values: [String: String] = [:]
        for pair in text.split(separator: ",") {
            let parts = pair.split(separator: " ")
            guard let key = parts.first.map(String.init), parts.count <= 2 else {
                throw RequestRefusal.malformedHeader("Upload-Metadata")
            }
            let base64 = parts.count == 2 ? String(parts[1]) : ""
            guard let data = Data(base64Encoded: base64), let value = String(bytes: data, encoding: .utf8),
                values.updateValue(value, forKey: key) == nil
            else { throw RequestRefusal.malformedHeader("Upload-Metadata") }
        }
        self.values = values.filter { !Self.ignored.contains($0.key) }
    }

    /// What an upload was begun with.
    init(_ session: UploadSession) {
        let facts = session.facts
        let values: [String: String?] = [
            "dossier": session.dossier.text, "requirement": session.requirement.text, "piece": session.piece.text,
            "filename": session.name.text, "invoiceNumber": facts.number, "invoiceDate": facts.date?.description,
            "supplier": facts.supplier, "supplierNumber": facts.supplierNumber,
            "addressee": facts.addresseeNumber?.description, "amountInCents": facts.amount.map { "\($0.cents)" },
            "currency": facts.amount?.currency, "vat": facts.vat?.rawValue, "paidOn": facts.paidOn?.description,
            "depreciationMonths": facts.depreciationMonths.map { "\($0)" },
            "usePercent": facts.usePercent.map { "\($0)" },
        ]
        self.values = values.compactMapValues { $0 }
    }

    /// The field.
    var text: String {
        values.sorted { $0.key < $1.key }.map { "\($0.key) \(Data($0.value.utf8).base64EncodedString())" }
            .joined(separator: ",")
    }

    /// The upload that is meant.
    func upload(sizeInBytes size: Int64) throws -> NewUpload {
        let fields = try QueryFields(values, among: Self.known)
        let dossier: DossierCode = try fields.required("dossier", try fields.code("dossier"))
        let requirement: RequirementCode = try fields.required("requirement", try fields.code("requirement"))
        let piece: PieceCode = try fields.required("piece", try fields.code("piece"))
        let name = try PieceFields.name(fields.text("filename"), "filename", fields)
        return NewUpload(
            name, to: requirement, of: dossier, as: piece, facts: try PieceFields.facts(fields),
            completion: .whenWhole, sizeInBytes: size)
    }
}
