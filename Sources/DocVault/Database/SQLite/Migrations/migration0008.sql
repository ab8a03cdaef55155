-- Keys by which a client that did not hear the answer asks again without doing again.

-- A row is made in the transaction of the act itself; the answer is added when there is one.
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

CREATE INDEX idempotency_key_claimed ON idempotency_key (claimed_at);
