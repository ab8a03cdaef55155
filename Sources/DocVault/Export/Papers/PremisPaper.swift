internal import SystemPackage

/// `metadata/premis.xml`: the pieces, and what happened to each, in PREMIS 3.0 (http://www.loc.gov/standards/premis/v3/).
///
/// - One `intellectualEntity` is the dossier. One `file` is a piece, under the identifier of its document and under its path
///   in the bag; a document that was disposed of has no path and no name.
/// - An `ingestion` and a `message digest calculation` is told of every row, a `deaccession` of every row that was disposed
///   of. No person is told of: the software is the agent, and the organisations of the dossier are named.
///
/// The standard wants all objects, then all events, then all agents. So events are spooled apart and joined at the end.
struct PremisPaper: BagPaperWriter {
    private static let software = "DocVault bag format 2"

    private let subject: BagSubject
    private let document: PaperText
    private let events: PaperText
    /// What was told of among the objects that more than one row may use.
    private var told: Set<String> = []

    init(_ subject: BagSubject, scratch: FilePath) throws {
        self.subject = subject
        document = try PaperText(in: scratch)
        events = try PaperText(in: scratch)
        try document.write(
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <premis xmlns="http://www.loc.gov/premis/v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
            xsi:schemaLocation="http://www.loc.gov/premis/v3 https://www.loc.gov/standards/premis/premis.xsd" version="3.0">
            <object xsi:type="intellectualEntity">
            \(PremisIdentifier.dossier(subject.dossier.code).element("object"))
            </object>

            """)
    }

    mutating func take(_ row: InventoryRow) throws {
        let identifier = row.premisIdentifier
        if !subject.repeatedDigests.contains(row.blob.digest) || told.insert(identifier.value).inserted {
            try document.write(object(row))
        }
        try events.write(event(.ingestion, of: row, on: identifier, at: row.attachedAt, row.premisUse))
        try events.write(
            event(
                .messageDigestCalculation, of: row, on: identifier, at: row.attachedAt,
                "SHA-256 of the bytes as they were received"))
        if let disposition = row.disposition, let disposedAt = row.disposedAt {
            try events.write(
                event(.deaccession, of: row, on: identifier, at: disposedAt, "disposition case \(disposition)"))
        }
    }

    mutating func finish() throws -> [BagPaper] {
        try document.append(try events.finish())
        try document.write(
            """
            <agent>
            \(PremisIdentifier.software(Self.software).element("agent"))
            <agentName>DocVault</agentName>
            <agentType>software</agentType>
            <agentVersion>bag format 2</agentVersion>
            \(subject.origin.map { "<agentNote>\(XMLText.escaped($0))</agentNote>\n" } ?? "")</agent>

            """)
        for partner in subject.dossier.partners { try document.write(agent(partner)) }
        try document.write("</premis>\n")
        return [BagPaper(path: "metadata/premis.xml", content: try document.finish())]
    }

    private func object(_ row: InventoryRow) -> String {
        let identifiers = [.document(row.document)] + (row.file.isEmpty ? [] : [PremisIdentifier.path(row.file)])
        let name =
            row.disposition == nil ? "<originalName>\(XMLText.escaped(row.originalName))</originalName>\n" : ""
        return """
            <object xsi:type="file">
            \(identifiers.map { $0.element("object") }.joined(separator: "\n"))
            <objectCharacteristics>
            <compositionLevel>0</compositionLevel>
            <fixity><messageDigestAlgorithm>SHA-256</messageDigestAlgorithm>\
            <messageDigest>\(row.blob.digest.hexadecimal)</messageDigest></fixity>
            <size>\(row.blob.sizeInBytes)</size>
            <format><formatDesignation><formatName>\(XMLText.escaped(row.mediaType))</formatName>\
            </formatDesignation></format>
            </objectCharacteristics>
            \(name)<relationship><relationshipType>structural</relationshipType>\
            <relationshipSubType>is part of</relationshipSubType>\
            \(PremisIdentifier.dossier(subject.dossier.code).element("relatedObject"))</relationship>
            </object>

            """
    }

    private func event(
        _ type: PremisEventType, of row: InventoryRow, on object: PremisIdentifier, at instant: Instant,
        _ detail: String
    ) -> String {
        """
        <event>
        \(PremisIdentifier.event(type, row.number).element("event"))
        \(type.element)
        <eventDateTime>\(instant)</eventDateTime>
        <eventDetailInformation><eventDetail>\(XMLText.escaped(detail))</eventDetail></eventDetailInformation>
        \(PremisIdentifier.software(Self.software).element("linkingAgent"))
        \(object.element("linkingObject"))
        </event>

        """
    }

    private func agent(_ partner: Partner) -> String {
        let names = Language.allCases.compactMap { partner.organisation.names[$0] }
        let distinct = names.enumerated().filter { !names[..<$0.offset].contains($0.element) }.map(\.element)
        return """
            <agent>
            \(PremisIdentifier.organisation(partner.organisation.enterpriseNumber).element("agent"))
            \(distinct.map { "<agentName>\(XMLText.escaped($0))</agentName>" }.joined(separator: "\n"))
            <agentType>organization</agentType>
            <agentNote>\(partner.role.rawValue)</agentNote>
            </agent>

            """
    }
}

extension InventoryRow {
    /// What events name the piece by: its place in the bag, or what is left of it.
    fileprivate var premisIdentifier: PremisIdentifier { file.isEmpty ? .document(document) : .path(file) }

    /// For what it was handed in.
    fileprivate var premisUse: String { "row \(number) of the inventory: piece \(piece) of requirement \(requirement)" }
}
