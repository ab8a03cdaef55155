/// What the papers of a bag tell, in the catalog.
enum BagRecords {
    private static let rounds: SQLStatement = """
        SELECT s.id, s.round, s.submitted_at, s.submitted_by, s.is_late, s.reason, s.list_digest,
            (SELECT COUNT(*) FROM submission_piece p WHERE p.submission_id = s.id) AS pieces,
            d.id AS decision_id, d.outcome, d.reason AS decision_reason, d.decided_by, d.decided_at
        FROM submission s LEFT JOIN decision d ON d.submission_id = s.id
        WHERE s.requirement_id = $1 ORDER BY s.round
        """
    private static let pieceReasons: SQLStatement = """
        SELECT p.attachment_id, p.document_id, p.piece_code, p.original_name, r.reason
        FROM decision_reason r
        JOIN decision d ON d.id = r.decision_id
        JOIN submission_piece p ON p.submission_id = d.submission_id AND p.attachment_id = r.attachment_id
        WHERE r.decision_id = $1 ORDER BY p.position
        """

    /// A requirement with its rounds in scope. The pieces of the rounds are counted, not read.
    static func requirement(
        _ standing: RequirementStanding, in scope: BagScope, _ connection: any SQLConnection
    ) throws -> BagRequirement {
        let rounds = try connection.rows(of: rounds, [.identifier(standing.id)]).map { row in
            BagRound(
                id: try row.identifier("id"), number: Int(try row.integer("round")),
                submittedAt: try row.instant("submitted_at"),
                submittedBy: try person(try row.text("submitted_by"), in: connection), isLate: try row.flag("is_late"),
                reason: try row.optional("reason", SQLRow.text), listDigest: try row.digest("list_digest"),
                pieceCount: Int(try row.integer("pieces")),
                decision: try row.isNull("decision_id") ? nil : decision(row, in: connection))
        }
        return BagRequirement(
            id: standing.id, requirement: standing.requirement, state: standing.state,
            checklists: try standing.requirement.checklists.map { reference in
                let checklist = try RequirementChecklistRecords.checklist(reference, in: connection)
                return BagRequirement.PinnedChecklist(
                    reference: reference, title: checklist?.title, digest: try checklist?.digest())
            },
            rounds: rounds.filter { scope.covers(round: $0.number) },
            waiver: standing.state == .waived ? try waiver(of: standing.id, in: connection) : nil)
    }

    private static func decision(_ row: SQLRow, in connection: any SQLConnection) throws -> BagDecision {
        let id: Identifier<Decision> = try row.identifier("decision_id")
        return BagDecision(
            outcome: try row.choice("outcome"), reason: try row.optional("decision_reason", SQLRow.text),
            decidedBy: try person(try row.text("decided_by"), in: connection),
            decidedAt: try row.instant("decided_at"),
            pieceReasons: try connection.rows(of: pieceReasons, [.identifier(id)]).map { row in
                BagDecision.PieceReason(
                    attachment: try row.identifier("attachment_id"), document: try row.identifier("document_id"),
                    piece: try row.parsed("piece_code"), originalName: try row.text("original_name"),
                    reason: try row.text("reason"))
            })
    }

    private static let lastWaiver: SQLStatement = """
        SELECT recorded_at, body FROM journal_event
        WHERE subject_id = $1 AND action = 'requirement.waived' ORDER BY sequence DESC LIMIT 1
        """

    /// Why a requirement was waived stands in the journal alone.
    private static func waiver(
        of requirement: Requirement.ID, in connection: any SQLConnection
    ) throws -> BagRequirement.Waiver? {
        try connection.row(of: lastWaiver, [.identifier(requirement)]).map { row in
            let body = try row.optional("body", SQLRow.bytes)
            let event = try body.map { try CanonicalJSON(canonical: $0) }?.members
            let actor = event?["actor"]?.members
            // The journal names a person by an address, so the name is looked up.
            let kind = actor?["kind"]?.text.flatMap(JournalActor.Kind.init)
            let name = actor?["name"]?.text ?? ""
            let waivedBy =
                kind == .person
                ? try person("person:\(actor?["id"]?.text ?? "")", in: connection)
                : kind.map { BagPerson(kind: $0, name: name) }
            return BagRequirement.Waiver(
                waivedBy: waivedBy,
                waivedAt: try row.instant("recorded_at"), reason: event?["reason"]?.text)
        }
    }

    /// Who stands behind a mark, in the form of ``Principal/mark``.
    static func person(_ mark: String, in connection: any SQLConnection) throws -> BagPerson {
        if mark == Principal.system.mark { return BagPerson(kind: .system, name: JournalActor.system.name) }
        let parts = mark.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, parts[0] == JournalActor.Kind.person.rawValue, let id = Person.ID(parts[1]) else {
            return BagPerson(kind: .operatorAccount, name: parts.last ?? "")
        }
        return BagPerson(kind: .person, name: try PersonRecords.person(id, in: connection)?.name ?? "\(id)")
    }
}

extension BagRecords {
    private static let findings: SQLStatement = """
        SELECT f.kind, f.state, f.reason, f.recorded_at, f.dossier_id, f.other_dossier_id, r.code AS requirement,
            a.document_id, v.original_name, a.recorded_at AS attached_at, s.code AS other_requirement,
            b.document_id AS other_document_id, w.original_name AS other_name, b.recorded_at AS other_attached_at
        FROM finding f
        JOIN requirement r ON r.id = f.requirement_id
        JOIN attachment a ON a.id = f.attachment_id
        JOIN document_version v ON v.document_id = a.document_id AND v.number = a.version_number
        JOIN requirement s ON s.id = f.other_requirement_id
        JOIN attachment b ON b.id = f.other_attachment_id
        JOIN document_version w ON w.document_id = b.document_id AND w.number = b.version_number
        WHERE f.id IN (SELECT g.id FROM finding g WHERE g.dossier_id = $1
            UNION SELECT h.id FROM finding h WHERE h.other_dossier_id = $1)
        ORDER BY f.recorded_at, f.id
        """

    /// The findings about uses in a dossier. Of a use in another one nothing is read but that it is there.
    static func findings(
        of dossier: Dossier.ID, in scope: BagScope, _ connection: any SQLConnection
    ) throws -> [SubjectFinding]? {
        guard scope.perspective != .beneficiary else { return nil }
        var found: [SubjectFinding] = []
        try connection.forEachRow(of: findings, [.identifier(dossier)]) { row in
            let isOwn = try row.identifier("dossier_id") == dossier
            let isEarlierOwn = try row.identifier("other_dossier_id") == dossier
            let place =
                isOwn
                ? SubjectFinding.Place(
                    requirement: try row.parsed("requirement"), document: try row.identifier("document_id"),
                    originalName: try row.text("original_name"), attachedAt: try row.instant("attached_at")) : nil
            let earlier =
                isEarlierOwn
                ? SubjectFinding.Place(
                    requirement: try row.parsed("other_requirement"),
                    document: try row.identifier("other_document_id"), originalName: try row.text("other_name"),
                    attachedAt: try row.instant("other_attached_at")) : nil
            guard [place, earlier].contains(where: { $0.map { scope.covers($0.requirement) } ?? false }) else { return }
            found.append(
                SubjectFinding(
                    kind: try row.choice("kind"), state: try row.choice("state"),
                    recordedAt: try row.instant("recorded_at"), place: place, earlier: earlier,
                    reason: scope.perspective == .agency ? try row.optional("reason", SQLRow.text) : nil))
        }
        return found
    }

    private static let isOfDossier: SQLStatement = """
        SELECT 1 AS one FROM document d JOIN dossier e ON e.id = d.dossier_id WHERE d.id = $1 AND e.code = $2
        """

    /// The holds that cover a dossier or a part of it, without those that are confidential. What they cover elsewhere is
    /// another dossier's affair.
    static func holds(
        of dossier: Dossier, in scope: BagScope, _ connection: any SQLConnection
    ) throws -> [BagHold] {
        let partners = Set(dossier.partners.map(\.organisation.enterpriseNumber))
        return try LegalHoldRecords.holds(in: connection).filter { !$0.isConfidential }.compactMap { hold in
            let scopes = try hold.scopes.filter { covered in
                switch covered {
                case .dossier(let code): code == dossier.code
                case .organisation(let number): partners.contains(number)
                case .programme(let programme): programme == dossier.programme
                case .requirement(let code, let of): of == dossier.code && scope.covers(code)
                case .document(let id):
                    try connection.row(of: isOfDossier, [.identifier(id), .code(dossier.code)]) != nil
                }
            }
            guard !scopes.isEmpty else { return nil }
            return BagHold(hold: hold, scopes: scopes, tellsReason: scope.perspective == .agency)
        }
    }

    private static let dispositions: SQLStatement = """
        SELECT k.code, k.action, k.state, k.policy_version, k.proposed_by, k.approved_by, k.executed_by, k.executed_at,
            k.authorisation, k.certificate_event, COUNT(*) AS documents
        FROM document d
        JOIN tombstone t ON t.document_id = d.id
        JOIN disposition_case k ON k.id = t.case_id
        WHERE d.dossier_id = $1
        GROUP BY k.id ORDER BY k.executed_at, k.code
        """

    /// The cases that took documents of a dossier. Why a case was opened may speak of other dossiers, so it stays here.
    static func dispositions(
        of dossier: Dossier.ID, for perspective: Perspective, _ connection: any SQLConnection
    ) throws -> [BagDisposition] {
        try connection.rows(of: dispositions, [.identifier(dossier)]).map { row in
            BagDisposition(
                code: try row.parsed("code"), action: try row.choice("action"), state: try row.choice("state"),
                policyVersion: Int(try row.integer("policy_version")),
                proposedBy: try person(try row.text("proposed_by"), in: connection),
                approvedBy: try row.optional("approved_by", SQLRow.text).map { try person($0, in: connection) },
                executedBy: try row.optional("executed_by", SQLRow.text).map { try person($0, in: connection) },
                executedAt: try row.optional("executed_at", SQLRow.instant),
                authorisation: perspective == .beneficiary ? nil : try row.optional("authorisation", SQLRow.text),
                certificateEvent: try row.optional("certificate_event", SQLRow.integer).map { Int($0) },
                documentCount: Int(try row.integer("documents")))
        }
    }

    private static let repeated: SQLStatement = """
        SELECT v.digest FROM attachment a
        JOIN requirement r ON r.id = a.requirement_id
        JOIN document_version v ON v.document_id = a.document_id AND v.number = a.version_number
        WHERE r.dossier_id = $1 GROUP BY v.digest HAVING COUNT(*) > 1
        """

    /// The digests that more than one attachment of a dossier has, withdrawn ones counted.
    static func repeatedDigests(of dossier: Dossier.ID, in connection: any SQLConnection) throws -> Set<Digest> {
        Set(try connection.rows(of: repeated, [.identifier(dossier)]).map { try $0.digest("digest") })
    }
}
