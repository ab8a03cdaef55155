-- Signing in: accounts, invitations, sessions, tokens. A secret that gives access is kept as its SHA-256 only.

-- What a person signs in with. A person without a row has never been invited.
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
CREATE INDEX invitation_person ON invitation (person_id);

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
CREATE INDEX sign_in_session_person ON sign_in_session (person_id);

-- Secrets of programs that act for a person.
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
CREATE INDEX access_token_person ON access_token (person_id);

-- Who somebody is to another service that people sign in with: a digest of its name and of the subject that it gives.
CREATE TABLE federated_identity (
    identity_hash BLOB NOT NULL PRIMARY KEY CHECK (length(identity_hash) = 32),
    person_id BLOB NOT NULL REFERENCES person (id),
    recorded_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX federated_identity_person ON federated_identity (person_id);

-- A sign-in that was sent to another service and has not come back.
CREATE TABLE federated_sign_in (
    state_hash BLOB NOT NULL PRIMARY KEY CHECK (length(state_hash) = 32),
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Failed attempts, by a keyed digest of what was named or where they came from.
CREATE TABLE sign_in_attempt (
    key_hash BLOB NOT NULL PRIMARY KEY CHECK (length(key_hash) = 32),
    count INTEGER NOT NULL CHECK (count > 0),
    last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What is left of what somebody may ask for in a while, by a keyed digest of who it is.
CREATE TABLE rate_limit (
    key_hash BLOB NOT NULL PRIMARY KEY CHECK (length(key_hash) = 32),
    -- In thousandths of one request.
    level INTEGER NOT NULL,
    level_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
