-- People, access, and what is decided about proof. What ends is dated, not deleted.

CREATE TABLE person (
    id BLOB NOT NULL PRIMARY KEY,
    -- In lower case: two spellings of one address are one person.
    email TEXT NOT NULL UNIQUE,
    given_name TEXT NOT NULL,
    family_name TEXT NOT NULL,
    language TEXT NOT NULL CHECK (language IN ('fr', 'nl', 'en')),
    -- HMAC-SHA256 of the national register number under a key of this vault; the number itself is kept nowhere.
    national_number_hash BLOB UNIQUE CHECK (length(national_number_hash) = 32),
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
    person_id BLOB NOT NULL REFERENCES person (id),
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    access TEXT NOT NULL CHECK (access IN ('superUser', 'user', 'none')),
    is_legal_representative INTEGER NOT NULL CHECK (is_legal_representative IN (0, 1)),
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, organisation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_organisation ON contact (organisation_id);

-- A dossier shared with one contact. The row in force is the one that has begun and not ended, while the contact has access.
CREATE TABLE contact_role (
    id BLOB NOT NULL PRIMARY KEY,
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    person_id BLOB NOT NULL REFERENCES person (id),
    -- The organisation that the person acts for in this dossier.
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    kind TEXT NOT NULL CHECK (kind IN ('editor', 'viewer')),
    valid_from INTEGER NOT NULL,
    -- The first instant at which it counts no more.
    valid_to INTEGER,
    recorded_at INTEGER NOT NULL,
    FOREIGN KEY (person_id, organisation_id) REFERENCES contact (person_id, organisation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX contact_role_person ON contact_role (person_id, dossier_id);
CREATE INDEX contact_role_dossier ON contact_role (dossier_id);

CREATE TABLE staff_role (
    id BLOB NOT NULL PRIMARY KEY,
    person_id BLOB NOT NULL REFERENCES person (id),
    role TEXT NOT NULL CHECK (role IN ('agent', 'recordsManager', 'administrator')),
    -- An agent's programme; '*' is every programme.
    programme TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER,
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX staff_role_person ON staff_role (person_id);

CREATE TABLE mandate (
    id BLOB NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    person_id BLOB NOT NULL REFERENCES person (id),
    scope TEXT NOT NULL CHECK (scope IN ('dossier', 'programme', 'organisation')),
    -- A dossier's code, a programme, an enterprise number.
    target TEXT NOT NULL,
    purpose TEXT NOT NULL,
    valid_from INTEGER NOT NULL,
    valid_to INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX mandate_person ON mandate (person_id);

-- What an amendment changed, with the day from which it counts beside the instant it was recorded.
CREATE TABLE amendment (
    id BLOB NOT NULL PRIMARY KEY,
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    kind TEXT NOT NULL CHECK (kind IN ('awardEnd', 'projectEnd', 'awardAmount')),
    date TEXT,
    amount_cents INTEGER CHECK (amount_cents >= 0),
    currency TEXT,
    effective_on TEXT NOT NULL,
    basis TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    CHECK ((date IS NULL) = (kind = 'awardAmount')),
    CHECK ((amount_cents IS NULL) = (kind <> 'awardAmount'))
) STRICT, WITHOUT ROWID;
CREATE INDEX amendment_dossier ON amendment (dossier_id, recorded_at);

-- A checklist as it was when a requirement was made with it.
CREATE TABLE checklist_version (
    code TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    -- Canonical JSON (RFC 8785).
    body BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (code, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE requirement_checklist (
    requirement_id BLOB NOT NULL REFERENCES requirement (id),
    code TEXT NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (requirement_id, code),
    FOREIGN KEY (code, version) REFERENCES checklist_version (code, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE requirement_answer (
    requirement_id BLOB NOT NULL REFERENCES requirement (id),
    question TEXT NOT NULL,
    answer INTEGER NOT NULL CHECK (answer IN (0, 1)),
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (requirement_id, question)
) STRICT, WITHOUT ROWID;

-- The number that an enterprise is addressed by on an invoice, and what two invoices are compared by.
ALTER TABLE attachment ADD COLUMN addressee_number TEXT;
ALTER TABLE attachment ADD COLUMN invoice_key TEXT;
CREATE INDEX attachment_invoice_key ON attachment (invoice_key) WHERE invoice_key IS NOT NULL;
-- A piece taken out of the round that is being prepared. Rounds that were submitted keep it.
ALTER TABLE attachment ADD COLUMN withdrawn_at INTEGER;

CREATE TABLE submission (
    id BLOB NOT NULL PRIMARY KEY,
    requirement_id BLOB NOT NULL REFERENCES requirement (id),
    round INTEGER NOT NULL CHECK (round > 0),
    submitted_at INTEGER NOT NULL,
    -- Who submitted: a person's identifier, or an operator's account.
    submitted_by TEXT NOT NULL,
    is_late INTEGER NOT NULL CHECK (is_late IN (0, 1)),
    -- Why it was submitted despite warnings.
    reason TEXT,
    -- SHA-256 of the sealed list in canonical JSON.
    list_digest BLOB NOT NULL CHECK (length(list_digest) = 32),
    UNIQUE (requirement_id, round)
) STRICT, WITHOUT ROWID;

-- The sealed list: it is written once and resolves to the same bytes for good.
CREATE TABLE submission_piece (
    submission_id BLOB NOT NULL REFERENCES submission (id),
    position INTEGER NOT NULL,
    attachment_id BLOB NOT NULL,
    document_id BLOB NOT NULL,
    version_number INTEGER NOT NULL,
    digest BLOB NOT NULL REFERENCES blob (digest),
    size_in_bytes INTEGER NOT NULL,
    original_name TEXT NOT NULL,
    piece_code TEXT NOT NULL,
    -- The facts in canonical JSON.
    facts TEXT NOT NULL,
    PRIMARY KEY (submission_id, position),
    FOREIGN KEY (document_id, version_number) REFERENCES document_version (document_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX submission_piece_attachment ON submission_piece (attachment_id);

CREATE TABLE decision (
    id BLOB NOT NULL PRIMARY KEY,
    submission_id BLOB NOT NULL UNIQUE REFERENCES submission (id),
    outcome TEXT NOT NULL CHECK (outcome IN ('approved', 'returned')),
    reason TEXT,
    decided_by TEXT NOT NULL,
    decided_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE decision_reason (
    decision_id BLOB NOT NULL REFERENCES decision (id),
    attachment_id BLOB NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (decision_id, attachment_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE finding (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('duplicateBytes', 'duplicateInvoice')),
    state TEXT NOT NULL CHECK (state IN ('open', 'dismissed')),
    -- What was attached last, and what was there before.
    attachment_id BLOB NOT NULL REFERENCES attachment (id),
    requirement_id BLOB NOT NULL REFERENCES requirement (id),
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    other_attachment_id BLOB NOT NULL REFERENCES attachment (id),
    other_requirement_id BLOB NOT NULL REFERENCES requirement (id),
    other_dossier_id BLOB NOT NULL REFERENCES dossier (id),
    reason TEXT,
    recorded_at INTEGER NOT NULL,
    UNIQUE (kind, attachment_id, other_attachment_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_dossier ON finding (dossier_id, state);
CREATE INDEX finding_other_dossier ON finding (other_dossier_id, state);
CREATE INDEX finding_state ON finding (state, recorded_at);

-- Messages to be delivered. A row is written in the transaction of what it tells of.
CREATE TABLE outbox (
    id BLOB NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL
        CHECK (kind IN ('due30', 'due14', 'due3', 'overdue', 'submitted', 'returned', 'approved', 'waived')),
    requirement_id BLOB NOT NULL REFERENCES requirement (id),
    -- The round it is about; 0 for the time before the first.
    round INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered')),
    recorded_at INTEGER NOT NULL,
    UNIQUE (requirement_id, kind, round)
) STRICT, WITHOUT ROWID;
CREATE INDEX outbox_state ON outbox (state, recorded_at);

-- A dossier's events are found together, whatever in it they are about.
ALTER TABLE journal_event ADD COLUMN dossier_id BLOB;
CREATE INDEX journal_event_dossier ON journal_event (dossier_id, sequence) WHERE dossier_id IS NOT NULL;
UPDATE journal_event SET dossier_id = subject_id WHERE action = 'dossier.imported';
UPDATE journal_event
SET dossier_id = (SELECT d.id FROM dossier d WHERE d.code = json_extract(CAST(body AS TEXT), '$.after.dossier'))
WHERE dossier_id IS NULL AND body IS NOT NULL;

-- A requirement of the application has no disbursement, so the table is made anew; the queues of agents and what is still
-- to be handed in have indexes of their own. The queue of one programme is a walk along one index, so the programme stands
-- beside the requirement as well; the foreign key keeps it the dossier's.
CREATE UNIQUE INDEX dossier_in_programme ON dossier (id, programme);
CREATE TABLE requirement_new (
    id BLOB NOT NULL PRIMARY KEY,
    dossier_id BLOB NOT NULL,
    programme TEXT NOT NULL,
    disbursement_id BLOB REFERENCES disbursement (id),
    code TEXT NOT NULL,
    type TEXT NOT NULL
        CHECK (type IN ('application', 'financial', 'scientific', 'claim', 'contract', 'procurement', 'other')),
    title_fr TEXT,
    title_nl TEXT,
    title_en TEXT,
    due_on TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'approved', 'returned', 'waived')),
    submitted_at INTEGER,
    recorded_at INTEGER NOT NULL,
    UNIQUE (dossier_id, code),
    FOREIGN KEY (dossier_id, programme) REFERENCES dossier (id, programme) ON UPDATE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO requirement_new
    (id, dossier_id, programme, disbursement_id, code, type, title_fr, title_nl, title_en, due_on, state, recorded_at)
SELECT r.id, r.dossier_id, d.programme, r.disbursement_id, r.code, r.type, r.title_fr, r.title_nl, r.title_en, r.due_on,
    r.state, r.recorded_at
FROM requirement r JOIN dossier d ON d.id = r.dossier_id;
DROP TABLE requirement;
ALTER TABLE requirement_new RENAME TO requirement;
CREATE INDEX requirement_disbursement ON requirement (disbursement_id);
CREATE INDEX requirement_queue ON requirement (programme, submitted_at) WHERE state = 'submitted';
CREATE INDEX requirement_queue_of_all ON requirement (submitted_at) WHERE state = 'submitted';
CREATE INDEX requirement_open ON requirement (due_on) WHERE state IN ('open', 'returned');
CREATE INDEX dossier_programme ON dossier (programme, code);
