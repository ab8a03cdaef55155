-- Files that arrive in parts: one row, and one file in uploads/ named by the id. They prove nothing until they are attached,
-- so no event of the journal tells of them.
CREATE TABLE upload_session (
    -- Sixteen random bytes.
    id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    -- Who created it, and for which organisation: nobody else finds it.
    principal TEXT NOT NULL,
    organisation_id BLOB,
    dossier_code TEXT NOT NULL,
    requirement_code TEXT NOT NULL,
    piece_code TEXT NOT NULL,
    original_name TEXT NOT NULL,
    original_name_bytes BLOB,
    -- The facts of the invoice, as in attachment.
    invoice_number TEXT,
    invoice_date TEXT,
    supplier TEXT,
    supplier_number TEXT,
    amount_cents INTEGER,
    currency TEXT,
    vat TEXT,
    paid_on TEXT,
    addressee_number TEXT,
    invoice_key TEXT,
    depreciation_months INTEGER,
    use_percent INTEGER,
    -- How the last part is known: the client says so, or all bytes are there.
    completion TEXT NOT NULL CHECK (completion IN ('said', 'whole')),
    size_in_bytes INTEGER CHECK (size_in_bytes >= 0),
    expected_algorithm TEXT,
    expected_digest BLOB,
    -- What it may come to, and what all uploads of the principal may, when it was created.
    largest_size INTEGER NOT NULL,
    quota_in_bytes INTEGER NOT NULL,
    -- How many bytes of the file survive a power cut.
    durable_offset INTEGER NOT NULL DEFAULT 0 CHECK (durable_offset >= 0 AND durable_offset <= largest_size),
    -- The number of the request that may write.
    generation INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'completing', 'done', 'failed')),
    failure TEXT,
    -- The answer, once it is attached, so that it can be given again.
    document_id BLOB,
    digest BLOB,
    outcome TEXT,
    created_at INTEGER NOT NULL,
    patience_in_seconds INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX upload_session_by_principal ON upload_session (principal, state);
CREATE INDEX upload_session_by_expiry ON upload_session (expires_at);
