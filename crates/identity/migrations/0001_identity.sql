-- A second thing to show beside the password: a program that counts codes (RFC 6238). The secret is sealed.
-- It counts only from confirmed_at on; last_step is the last code that was let in, so that none is let in twice.
CREATE TABLE totp (
    person UUID PRIMARY KEY REFERENCES account (person),
    secret BYTEA NOT NULL,
    begun_at BIGINT NOT NULL,
    confirmed_at BIGINT NULL,
    last_step BIGINT NOT NULL
);
-- Codes on paper for when the telephone is gone: each once. Only hashes are kept.
CREATE TABLE recovery_code (
    person UUID NOT NULL REFERENCES account (person),
    hash BYTEA NOT NULL,
    used_at BIGINT NULL,
    PRIMARY KEY (person, hash)
);
CREATE TABLE passkey (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES account (person),
    credential BYTEA NOT NULL UNIQUE,
    static_state BYTEA NOT NULL,
    dynamic_state BYTEA NOT NULL,
    name TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    used_at BIGINT NULL
);
CREATE INDEX passkey_person ON passkey (person);
-- Steps on the way in, each for ten minutes and one browser: a password was right and a code is awaited, a
-- passkey was asked for, an institution was asked.
CREATE TABLE sign_in_step (
    token BYTEA PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('code', 'passkey', 'new-passkey', 'provider')),
    person UUID NULL REFERENCES account (person),
    state BYTEA NOT NULL,
    back TEXT NOT NULL,
    begun_at BIGINT NOT NULL
);
CREATE INDEX sign_in_step_begun ON sign_in_step (begun_at);
-- The institution's own identity provider: one row at most. The secret is sealed.
CREATE TABLE provider (
    id UUID PRIMARY KEY,
    only_one BIGINT NOT NULL UNIQUE CHECK (only_one = 1),
    name TEXT NOT NULL,
    issuer TEXT NOT NULL,
    client TEXT NOT NULL,
    secret BYTEA NULL,
    links_by TEXT NOT NULL CHECK (links_by IN ('subject', 'email')),
    enabled BOOLEAN NOT NULL
);
-- Who of theirs is who of ours.
CREATE TABLE provider_link (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person UUID NOT NULL REFERENCES account (person),
    email TEXT NOT NULL,
    linked_at BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX provider_link_person ON provider_link (person);
-- Who worked here and was dismissed; they may come back under the login they had.
CREATE TABLE former_colleague (
    person UUID PRIMARY KEY REFERENCES account (person),
    left_at BIGINT NOT NULL
);
-- What a role or somebody's roles were before a change, for taking the last one back.
CREATE TABLE before_change (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('role', 'holdings')),
    subject TEXT NOT NULL,
    was TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX before_change_subject ON before_change (kind, subject, id);
