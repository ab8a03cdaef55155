CREATE TABLE access_token (
    id BLOB NOT NULL PRIMARY KEY,
    secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    person_id BLOB NOT NULL REFERENCES person (id),
    -- None when the program says at each request whom it acts for.
    organisation_id BLOB REFERENCES organisation (id),
    name TEXT NOT NULL,
    scope TEXT NOT NULL CHECK (scope IN ('read', 'write')),
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    revoked_at INTEGER,
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    person_id BLOB NOT NULL PRIMARY KEY REFERENCES person (id),
    -- scrypt in the PHC text form; none for somebody who only signs in elsewhere.
    password TEXT,
    password_changed_at INTEGER,
    disabled_at INTEGER,
    -- The secret of the second factor, sealed with keys/second-factor.key: the one in use, and one that waits to be confirmed.
    second_factor BLOB,
    pending_second_factor BLOB,
    -- The step of the last code that was taken: none is taken twice.
    last_step INTEGER,
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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
    recorded_at INTEGER NOT NULL, deposit_id BLOB, addressee_number TEXT, invoice_key TEXT, withdrawn_at INTEGER, depreciation_months INTEGER CHECK (depreciation_months > 0), use_percent INTEGER CHECK (use_percent BETWEEN 1 AND 100),
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

CREATE TABLE checklist_version (
    code TEXT NOT NULL,
    version INTEGER NOT NULL CHECK (version > 0),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    -- Canonical JSON (RFC 8785).
    body BLOB NOT NULL,
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (code, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE condemned_blob (
    digest BLOB NOT NULL PRIMARY KEY CHECK (length(digest) = 32),
    stage TEXT NOT NULL CHECK (stage IN ('condemned', 'trashed', 'removing')),
    size_in_bytes INTEGER NOT NULL,
    -- Tells the trash of this condemnation apart from that of an earlier one of the same bytes.
    trash_name TEXT NOT NULL,
    -- The disposition that asked for it; NULL for what the collector found.
    case_id BLOB REFERENCES disposition_case (id),
    condemned_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE contact (
    person_id BLOB NOT NULL REFERENCES person (id),
    organisation_id BLOB NOT NULL REFERENCES organisation (id),
    access TEXT NOT NULL CHECK (access IN ('superUser', 'user', 'none')),
    is_legal_representative INTEGER NOT NULL CHECK (is_legal_representative IN (0, 1)),
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (person_id, organisation_id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE disposition_case (
    id BLOB NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    action TEXT NOT NULL CHECK (action IN ('destroy', 'transfer')),
    state TEXT NOT NULL
        CHECK (state IN ('proposed', 'approved', 'executing', 'executed', 'partlyExecuted', 'cancelled')),
    reason TEXT NOT NULL,
    list_digest BLOB NOT NULL CHECK (length(list_digest) = 32),
    policy_version INTEGER NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at INTEGER NOT NULL,
    approved_by TEXT,
    approved_at INTEGER,
    -- The reference of who must allow it outside the agency, as the Archivist General.
    authorisation TEXT,
    -- The first day on which it may be executed.
    executable_on TEXT,
    executed_by TEXT,
    executed_at INTEGER,
    -- The sequence of the event that seals the certificate.
    certificate_event INTEGER,
    CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CHECK ((approved_by IS NULL) = (executable_on IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE disposition_item (
    case_id BLOB NOT NULL REFERENCES disposition_case (id),
    position INTEGER NOT NULL,
    document_id BLOB NOT NULL REFERENCES document (id),
    digest BLOB NOT NULL REFERENCES blob (digest),
    size_in_bytes INTEGER NOT NULL,
    last_day_kept TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN
        ('proposed', 'excluded', 'blocked', 'shredding', 'destroyed', 'linkEnded')),
    -- Why it was excluded or blocked.
    reason TEXT,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (case_id, position),
    UNIQUE (case_id, document_id)
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

CREATE TABLE dossier_origin (
    dossier_id BLOB NOT NULL PRIMARY KEY REFERENCES dossier (id),
    origin TEXT NOT NULL,
    -- The digest of the manifest of the bag that it came in.
    state_digest BLOB NOT NULL CHECK (length(state_digest) = 32),
    checkpoint BLOB NOT NULL,
    -- The public keys of that journal, one a line.
    keys TEXT NOT NULL,
    restored_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE dossier_origin_event (
    dossier_id BLOB NOT NULL REFERENCES dossier_origin (dossier_id),
    sequence INTEGER NOT NULL,
    -- The event with its proof, as it stood in the bag.
    line TEXT NOT NULL,
    PRIMARY KEY (dossier_id, sequence)
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

CREATE TABLE export_checkpoint (
    size INTEGER NOT NULL PRIMARY KEY CHECK (size > 0),
    note BLOB NOT NULL,
    -- The public keys of the journal when it was signed, one a line.
    keys TEXT NOT NULL
) STRICT;

CREATE TABLE export_seal (
    tag_manifest_digest BLOB NOT NULL PRIMARY KEY CHECK (length(tag_manifest_digest) = 32),
    -- A detached CMS signature, in DER.
    signature BLOB NOT NULL,
    -- The certificates of the one who signed, in PEM, their own first.
    certificates BLOB NOT NULL,
    -- An RFC 3161 time stamp token, in DER, when an authority has given one.
    timestamp BLOB,
    sealed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE federated_identity (
    identity_hash BLOB NOT NULL PRIMARY KEY CHECK (length(identity_hash) = 32),
    person_id BLOB NOT NULL REFERENCES person (id),
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE federated_sign_in (
    state_hash BLOB NOT NULL PRIMARY KEY CHECK (length(state_hash) = 32),
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    expires_at INTEGER NOT NULL
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

CREATE TABLE hold (
    id BLOB NOT NULL PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    effect TEXT NOT NULL CHECK (effect IN ('block', 'suspend', 'restart')),
    authority TEXT NOT NULL,
    reason TEXT NOT NULL,
    is_confidential INTEGER NOT NULL CHECK (is_confidential IN (0, 1)),
    -- A day to look at it again. Nothing ends by itself.
    review_on TEXT,
    placed_by TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    -- The first of the two who lift it.
    release_asked_by TEXT,
    release_asked_at INTEGER,
    release_reason TEXT,
    lifted_by TEXT,
    lifted_at INTEGER,
    CHECK ((release_asked_by IS NULL) = (release_asked_at IS NULL)),
    CHECK ((lifted_by IS NULL) = (lifted_at IS NULL)),
    CHECK (lifted_by IS NULL OR release_asked_by IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE hold_scope (
    hold_id BLOB NOT NULL REFERENCES hold (id),
    position INTEGER NOT NULL,
    dossier_id BLOB REFERENCES dossier (id),
    organisation_id BLOB REFERENCES organisation (id),
    programme TEXT,
    requirement_id BLOB REFERENCES requirement (id),
    document_id BLOB REFERENCES document (id),
    PRIMARY KEY (hold_id, position),
    CHECK ((dossier_id IS NOT NULL) + (organisation_id IS NOT NULL) + (programme IS NOT NULL)
        + (requirement_id IS NOT NULL) + (document_id IS NOT NULL) = 1)
) STRICT, WITHOUT ROWID;

CREATE TABLE idempotency_key (
    principal TEXT NOT NULL,
    key TEXT NOT NULL,
    -- Of the request, so that a key that is used for another one is noticed.
    request_digest BLOB NOT NULL CHECK (length(request_digest) = 32),
    -- The request that did the act: it may be of several transactions.
    request_id BLOB NOT NULL CHECK (length(request_id) = 16),
    claimed_at INTEGER NOT NULL,
    status INTEGER,
    headers TEXT,
    body BLOB,
    PRIMARY KEY (principal, key),
    CHECK ((status IS NULL) = (headers IS NULL)),
    CHECK ((status IS NULL) = (body IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE invitation (
    id BLOB NOT NULL PRIMARY KEY,
    secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    -- None for the one that makes the first administrator.
    person_id BLOB REFERENCES person (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('invitation', 'reset', 'first')),
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    recorded_at INTEGER NOT NULL,
    CHECK ((person_id IS NULL) = (purpose = 'first'))
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
    body BLOB, dossier_id BLOB,
    CHECK ((salt IS NULL) = (body IS NULL))
) STRICT;

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

CREATE TABLE obligation (
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    schedule_code TEXT NOT NULL,
    schedule_version INTEGER NOT NULL CHECK (schedule_version > 0),
    action TEXT NOT NULL CHECK (action IN ('destroy', 'transfer', 'review', 'keep')),
    -- The fact that it runs from; NULL while that has not happened, and then it never ends.
    fact_id BLOB REFERENCES trigger_fact (id),
    last_day_kept TEXT,
    PRIMARY KEY (dossier_id, schedule_code),
    CHECK (last_day_kept IS NULL OR fact_id IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE TABLE organisation (
    id BLOB NOT NULL PRIMARY KEY,
    enterprise_number TEXT NOT NULL UNIQUE,
    name_fr TEXT,
    name_nl TEXT,
    name_en TEXT,
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE rate_limit (
    key_hash BLOB NOT NULL PRIMARY KEY CHECK (length(key_hash) = 32),
    -- In thousandths of one request.
    level INTEGER NOT NULL,
    level_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE "requirement" (
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

CREATE TABLE requirement_answer (
    requirement_id BLOB NOT NULL REFERENCES requirement (id),
    question TEXT NOT NULL,
    answer INTEGER NOT NULL CHECK (answer IN (0, 1)),
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (requirement_id, question)
) STRICT, WITHOUT ROWID;

CREATE TABLE requirement_checklist (
    requirement_id BLOB NOT NULL REFERENCES requirement (id),
    code TEXT NOT NULL,
    version INTEGER NOT NULL,
    position INTEGER NOT NULL,
    PRIMARY KEY (requirement_id, code),
    FOREIGN KEY (code, version) REFERENCES checklist_version (code, version)
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

CREATE TABLE retention_policy (
    version INTEGER NOT NULL PRIMARY KEY CHECK (version > 0),
    state TEXT NOT NULL CHECK (state IN ('proposed', 'adopted')),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    -- The file, to the byte.
    body BLOB NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at INTEGER NOT NULL,
    adopted_by TEXT,
    adopted_at INTEGER,
    CHECK ((adopted_by IS NULL) = (state = 'proposed')),
    CHECK ((adopted_at IS NULL) = (state = 'proposed'))
) STRICT;

CREATE TABLE sign_in_attempt (
    key_hash BLOB NOT NULL PRIMARY KEY CHECK (length(key_hash) = 32),
    count INTEGER NOT NULL CHECK (count > 0),
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sign_in_session (
    id BLOB NOT NULL PRIMARY KEY,
    secret_hash BLOB NOT NULL UNIQUE CHECK (length(secret_hash) = 32),
    person_id BLOB NOT NULL REFERENCES person (id),
    -- Whom the person chose to act for.
    organisation_id BLOB REFERENCES organisation (id),
    created_at INTEGER NOT NULL,
    seen_at INTEGER NOT NULL,
    -- When it ends at the latest, used or not.
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE tombstone (
    document_id BLOB NOT NULL PRIMARY KEY REFERENCES document (id),
    digest BLOB NOT NULL CHECK (length(digest) = 32),
    size_in_bytes INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    case_id BLOB NOT NULL REFERENCES disposition_case (id),
    -- The obligations that had run out, in canonical JSON.
    obligations TEXT NOT NULL,
    filed_at INTEGER NOT NULL,
    disposed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE trigger_fact (
    id BLOB NOT NULL PRIMARY KEY,
    dossier_id BLOB NOT NULL REFERENCES dossier (id),
    kind TEXT NOT NULL,
    date TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    basis TEXT NOT NULL,
    recorded_at INTEGER NOT NULL
, supersedes BLOB REFERENCES trigger_fact (id), is_void INTEGER NOT NULL DEFAULT 0 CHECK (is_void IN (0, 1))) STRICT, WITHOUT ROWID;

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

CREATE INDEX access_token_person ON access_token (person_id);

CREATE INDEX amendment_dossier ON amendment (dossier_id, recorded_at);

CREATE INDEX attachment_deposit ON attachment (deposit_id, position) WHERE deposit_id IS NOT NULL;

CREATE INDEX attachment_invoice_key ON attachment (invoice_key) WHERE invoice_key IS NOT NULL;

CREATE INDEX attachment_position ON attachment (requirement_id, position);

CREATE INDEX blob_large ON blob (size_in_bytes) WHERE size_in_bytes > 1048576;

CREATE INDEX condemned_blob_stage ON condemned_blob (stage, changed_at);

CREATE INDEX contact_organisation ON contact (organisation_id);

CREATE INDEX contact_role_dossier ON contact_role (dossier_id);

CREATE INDEX contact_role_person ON contact_role (person_id, dossier_id);

CREATE UNIQUE INDEX disposition_item_open ON disposition_item (document_id) WHERE state IN ('proposed', 'shredding');

CREATE INDEX document_dossier ON document (dossier_id);

CREATE INDEX document_version_digest ON document_version (digest);

CREATE UNIQUE INDEX dossier_coordinator ON dossier_partner (dossier_id) WHERE role = 'coordinator';

CREATE UNIQUE INDEX dossier_in_programme ON dossier (id, programme);

CREATE INDEX dossier_partner_organisation ON dossier_partner (organisation_id);

CREATE INDEX dossier_programme ON dossier (programme, code);

CREATE INDEX federated_identity_person ON federated_identity (person_id);

CREATE INDEX finding_dossier ON finding (dossier_id, state);

CREATE INDEX finding_other_dossier ON finding (other_dossier_id, state);

CREATE INDEX finding_state ON finding (state, recorded_at);

CREATE INDEX idempotency_key_claimed ON idempotency_key (claimed_at);

CREATE INDEX invitation_person ON invitation (person_id);

CREATE INDEX journal_event_dossier ON journal_event (dossier_id, sequence) WHERE dossier_id IS NOT NULL;

CREATE INDEX journal_event_subject ON journal_event (subject_id, sequence);

CREATE INDEX mandate_person ON mandate (person_id);

CREATE INDEX outbox_state ON outbox (state, recorded_at);

CREATE INDEX requirement_disbursement ON requirement (disbursement_id);

CREATE INDEX requirement_open ON requirement (due_on) WHERE state IN ('open', 'returned');

CREATE INDEX requirement_queue ON requirement (programme, submitted_at) WHERE state = 'submitted';

CREATE INDEX requirement_queue_of_all ON requirement (submitted_at) WHERE state = 'submitted';

CREATE INDEX sign_in_session_person ON sign_in_session (person_id);

CREATE INDEX staff_role_person ON staff_role (person_id);

CREATE INDEX submission_piece_attachment ON submission_piece (attachment_id);

CREATE INDEX trigger_fact_dossier ON trigger_fact (dossier_id, kind, recorded_at);

CREATE UNIQUE INDEX trigger_fact_supersedes ON trigger_fact (supersedes) WHERE supersedes IS NOT NULL;

CREATE INDEX upload_session_by_expiry ON upload_session (expires_at);

CREATE INDEX upload_session_by_principal ON upload_session (principal, state);
