-- The auditor's archive: what an export is sealed with, and where a dossier that came in an archive came from.

-- What the directives compute depreciation from (model 4): the period of the asset in months, and how much of its use is
-- the project's.
ALTER TABLE attachment ADD COLUMN depreciation_months INTEGER CHECK (depreciation_months > 0);
ALTER TABLE attachment ADD COLUMN use_percent INTEGER CHECK (use_percent BETWEEN 1 AND 100);

-- A checkpoint of the journal that exports rest on: signed once, so that the same state gives the same bytes for good.
CREATE TABLE export_checkpoint (
    size INTEGER NOT NULL PRIMARY KEY CHECK (size > 0),
    note BLOB NOT NULL,
    -- The public keys of the journal when it was signed, one a line.
    keys TEXT NOT NULL
) STRICT;

-- The seal of a bag, by what it is over: made once for each state of a dossier.
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

-- A dossier that came in an archive of another vault: which vault, and what its journal said and proves.
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
