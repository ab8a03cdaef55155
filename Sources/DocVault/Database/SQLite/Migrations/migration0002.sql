-- The journal: one event an act, in the act's transaction. Sequences begin at 0 and have no gap.

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
CREATE INDEX journal_event_subject ON journal_event (subject_id, sequence);

-- One attaching of one or more files: what a receipt is given for.
ALTER TABLE attachment ADD COLUMN deposit_id BLOB;
CREATE INDEX attachment_deposit ON attachment (deposit_id, position) WHERE deposit_id IS NOT NULL;
