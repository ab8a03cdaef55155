-- Retention: duties to keep, orders not to destroy, decided ends, and the collection of bytes that nothing refers to.

-- Policies, as they were adopted. The highest adopted version is in force; one that shortens waits for a second person.
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

-- A fact is corrected by another that supersedes it, and stays. A void fact says that what it supersedes did not happen.
ALTER TABLE trigger_fact ADD COLUMN supersedes BLOB REFERENCES trigger_fact (id);
ALTER TABLE trigger_fact ADD COLUMN is_void INTEGER NOT NULL DEFAULT 0 CHECK (is_void IN (0, 1));
CREATE UNIQUE INDEX trigger_fact_supersedes ON trigger_fact (supersedes) WHERE supersedes IS NOT NULL;

-- Why a dossier is kept, one row a schedule: computed from the policy and the facts in the transaction that changes either.
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

CREATE INDEX document_dossier ON document (dossier_id);

-- Orders not to destroy. They are never deleted; a lifted one may still add the days it lasted.
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

-- What a hold covers: everything that one of its rows names, also what is filed later.
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

-- Decided ends. The list is frozen by its digest; a changed list has another one, and its approval is void.
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
-- A document is in one open case at most.
CREATE UNIQUE INDEX disposition_item_open ON disposition_item (document_id) WHERE state IN ('proposed', 'shredding');

-- What remains of a document: no name, no title, no person.
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

-- Bytes on their way out of the store. Whoever deposits the same bytes takes them back by deleting the row.
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
CREATE INDEX condemned_blob_stage ON condemned_blob (stage, changed_at);
