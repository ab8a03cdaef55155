CREATE TABLE attachment (
    id BLOB NOT NULL PRIMARY KEY,
    requirement_id BLOB NOT NULL,
    document_id BLOB NOT NULL,
    version_number INTEGER NOT NULL,
    piece_code TEXT NOT NULL,
    -- The order in which pieces were handed in.
    position INTEGER NOT NULL,
    invoice_number TEXT,
    invoice_date TEXT,
    supplier TEXT,
    supplier_number TEXT,
    amount_cents INTEGER CHECK (amount_cents >= 0),
    currency TEXT,
    vat TEXT CHECK (vat IN ('included', 'excluded')),
    paid_on TEXT,
    recorded_at INTEGER NOT NULL, deposit_id BLOB,
    UNIQUE (document_id, version_number, requirement_id, piece_code),
    FOREIGN KEY (document_id, version_number) REFERENCES document_version (document_id, number),
    FOREIGN KEY (requirement_id, piece_code) REFERENCES requirement_piece (requirement_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE award (
    id BLOB NOT NULL PRIMARY KEY,
    dossier_id BLOB NOT NULL UNIQUE REFERENCES dossier (id),
    decree_number TEXT NOT NULL,
    decree_date TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
    currency TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE blob (
    digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    size_in_bytes INTEGER NOT NULL CHECK (size_in_bytes >= 0),
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE disbursement (
    id BLOB NOT NULL PRIMARY KEY,
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('advance', 'interim', 'balance')),
    period_from TEXT NOT NULL,
    period_to TEXT NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents >= 0),
    currency TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('planned', 'claimed', 'approved', 'paid')),
    recorded_at INTEGER NOT NULL,
    UNIQUE (dossier_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    id BLOB NOT NULL PRIMARY KEY,
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document_version (
    document_id BLOB NOT NULL REFERENCES document (id),
    number INTEGER NOT NULL CHECK (number > 0),
    digest BLOB NOT NULL REFERENCES blob (digest),
    original_name TEXT NOT NULL,
    -- The name as it was received, when it was not UTF-8.
    original_name_bytes BLOB,
    media_type TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (document_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE dossier (
    id BLOB NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title_fr TEXT,
    title_nl TEXT,
    title_en TEXT,
    programme TEXT NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('preparation', 'submitted', 'admissible', 'inadmissible', 'granted', 'refused', 'closed')),
    project_from TEXT NOT NULL,
    project_to TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    -- The last change of anything that an export of the dossier shows.
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dossier_partner (
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    role TEXT NOT NULL CHECK (role IN ('coordinator', 'partner')),
    PRIMARY KEY (dossier_id, organisation_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE dossier_regime (
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    regime TEXT NOT NULL CHECK (regime IN ('regional', 'erdf2127', 'stateAid')),
    PRIMARY KEY (dossier_id, regime)
) STRICT, WITHOUT ROWID;

CREATE TABLE journal_event (
    sequence INTEGER NOT NULL PRIMARY KEY CHECK (sequence >= 0),
    recorded_at INTEGER NOT NULL,
    action TEXT NOT NULL,
    -- What the event is about: the identifier of a dossier, a document, a deposit, a key.
    subject_id BLOB NOT NULL,
    -- SHA-256 of salt and body: the entry of the log. It stays when salt and body are erased.
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    salt BLOB CHECK (length(salt) = 32),
    -- The event in canonical JSON (RFC 8785).
    body BLOB,
    CHECK ((salt IS NULL) = (body IS NULL))
) STRICT;

CREATE TABLE organisation (
    id BLOB NOT NULL PRIMARY KEY,
    enterprise_number TEXT NOT NULL UNIQUE,
    name_fr TEXT,
    name_nl TEXT,
    name_en TEXT,
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE requirement (
    id BLOB NOT NULL PRIMARY KEY,
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    disbursement_id BLOB NOT NULL REFERENCES disbursement (id),
    code TEXT NOT NULL,
    type TEXT NOT NULL CHECK (type IN ('financial', 'scientific', 'claim', 'contract', 'procurement', 'other')),
    title_fr TEXT,
    title_nl TEXT,
    title_en TEXT,
    due_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'approved', 'returned', 'waived')),
    recorded_at INTEGER NOT NULL,
    UNIQUE (dossier_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE requirement_piece (
    requirement_id BLOB NOT NULL REFERENCES requirement (id),
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    label_fr TEXT,
    label_nl TEXT,
    label_en TEXT,
    heading TEXT CHECK (heading IN ('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i')),
    minimum INTEGER NOT NULL CHECK (minimum >= 0),
    maximum INTEGER CHECK (maximum >= minimum),
    needs_payment_proof INTEGER NOT NULL CHECK (needs_payment_proof IN (0, 1)),
    PRIMARY KEY (requirement_id, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE trigger_fact (
    id BLOB NOT NULL PRIMARY KEY,
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    kind TEXT NOT NULL,
    date TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    basis TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX attachment_deposit ON attachment (deposit_id, position) WHERE deposit_id IS NOT NULL;

CREATE INDEX attachment_position ON attachment (requirement_id, position);

CREATE INDEX blob_large ON blob (size_in_bytes) WHERE size_in_bytes > 1048576;

CREATE INDEX document_version_digest ON document_version (digest);

CREATE UNIQUE INDEX dossier_coordinator ON dossier_partner (dossier_id) WHERE role = 'coordinator';

CREATE INDEX dossier_partner_organisation ON dossier_partner (organisation_id);

CREATE INDEX journal_event_subject ON journal_event (subject_id, sequence);

CREATE INDEX requirement_disbursement ON requirement (disbursement_id);

CREATE INDEX requirement_state ON requirement (state, due_on);

CREATE INDEX trigger_fact_dossier ON trigger_fact (dossier_id, kind, recorded_at);
