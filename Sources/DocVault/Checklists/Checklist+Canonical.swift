extension Checklist {
    /// The checklist as canonical JSON (RFC 8785): a file of checklists with this one in it, its source, and the questions
    /// that it asks.
    ///
    /// Two checklists are equal exactly when these bytes are, so a requirement that keeps the bytes or their digest is
    /// judged by what was in force when it was created.
    public func canonicalBytes() -> [UInt8] {
        do {
            return try canonical.canonicalBytes()
        } catch {
            // Every number of a checklist was read from JSON within the range, and it is five levels deep.
            preconditionFailure("a checklist has no canonical text: \(error)")
        }
    }

    /// The digest of ``canonicalBytes()``.
    /// - Throws: ``VaultError/storageFailed(_:)`` when the machine cannot hash.
    public func digest() throws(VaultError) -> Digest {
        let bytes = canonicalBytes()
        return try hashing { () throws(OpenSSLError) in try DigestHasher.digest(of: bytes) }
    }

    /// Reads back what ``canonicalBytes()`` wrote, from these bytes alone.
    /// - Throws: ``ChecklistFlaws`` for bytes that hold anything else, as another spelling of the same checklist does.
    public init(canonical bytes: [UInt8]) throws(ChecklistFlaws) {
        let file = try ChecklistFile(json: bytes)
        guard file.checklists.count == 1, file.checklists[0].canonicalBytes() == bytes else {
            let reason = Sentence("checklist.notCanonical")
            throw ChecklistFlaws(all: [DescriptionFlaw(line: nil, field: "", reason: reason)])
        }
        self = file.checklists[0]
    }

    private var canonical: CanonicalJSON {
        [
            "format": .string(ChecklistFile.format),
            "source": [
                "code": .string(source.code.rawValue), "title": source.title.canonical,
                "reference": .string(source.reference),
            ],
            "questions": .array(
                questions.map { ["code": .string($0.code.text), "text": $0.text.canonical] }),
            "checklists": [
                .object(
                    leavingOut: [
                        ("code", .string(code.text)),
                        ("version", .integer(Int64(version))),
                        ("use", .string(use.kind.rawValue)),
                        ("heading", (use.heading?.rawValue).map(CanonicalJSON.string)),
                        ("title", title.canonical),
                        ("citation", citation.canonical),
                        ("rules", .array(rules.map(\.canonical))),
                    ])
            ],
        ]
    }
}

extension Citation {
    var canonical: CanonicalJSON { ["place": .string(place), "quote": .string(quote)] }
}

extension ChecklistRule {
    fileprivate var canonical: CanonicalJSON {
        let members: [(String, CanonicalJSON?)] = [
            ("code", .string(code.text)),
            ("kind", .string(kindName)),
            ("label", label.canonical),
            ("effect", .string(effect.rawValue)),
            ("citation", citation.canonical),
        ]
        return .object(leavingOut: members + (piece?.demand.members ?? []))
    }
}

extension PieceDemand {
    /// What differs from what is understood by itself; but the minimum always, which is the heart of it.
    fileprivate var members: [(String, CanonicalJSON?)] {
        [
            ("min", .integer(Int64(minimum))),
            ("max", maximum.map { .integer(Int64($0)) }),
            ("heading", (heading?.rawValue).map(CanonicalJSON.string)),
            ("model", model.map { .integer(Int64($0)) }),
            ("needsPaymentProof", needsPaymentProof ? true : nil),
            ("invoice", isInvoice ? true : nil),
            ("alternatives", alternatives.isEmpty ? nil : .array(alternatives.map { .string($0.text) })),
            ("atLeastAsManyAs", atLeastAsManyAs.map { .string($0.text) }),
            ("applies", condition.canonical),
        ]
    }
}

extension PieceDemand.Condition {
    fileprivate var canonical: CanonicalJSON? {
        switch self {
        case .always: nil
        case .attached(let piece): ["attached": .string(piece.text)]
        case .question(let question): ["question": .string(question.text)]
        }
    }
}
