-- The journal: what happened, for people (audit) and for other modules (event). Numbers have no gaps.
CREATE TABLE audit (
    seq BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    actor UUID NULL,
    action TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject UUID NOT NULL,
    commitment BYTEA NOT NULL,
    hash BYTEA NOT NULL
);
CREATE INDEX audit_subject ON audit (subject, seq);
CREATE INDEX audit_actor ON audit (actor, seq);
-- The values live apart, so that they can be erased while the chain still holds.
CREATE TABLE audit_detail (
    seq BIGINT PRIMARY KEY REFERENCES audit (seq),
    salt BYTEA NOT NULL,
    detail TEXT NOT NULL
);

CREATE TABLE event (
    seq BIGINT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject UUID NOT NULL,
    payload TEXT NOT NULL
);
-- How far each subscriber has come.
CREATE TABLE subscription (
    name TEXT PRIMARY KEY,
    position BIGINT NOT NULL
);

CREATE TABLE job (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    unique_key TEXT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'done', 'dead')),
    run_at BIGINT NOT NULL,
    leased_until BIGINT NULL,
    attempts BIGINT NOT NULL,
    last_error TEXT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT NULL
);
CREATE INDEX job_due ON job (run_at) WHERE state = 'waiting';

-- When something last went well: the clock was right, a backup was verified.
CREATE TABLE mark (
    name TEXT PRIMARY KEY,
    at BIGINT NOT NULL
);

CREATE TABLE setting (
    key TEXT NOT NULL,
    at BIGINT NOT NULL,
    value TEXT NOT NULL,
    actor UUID NULL,
    PRIMARY KEY (key, at)
);

CREATE TABLE sequence (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);

CREATE TABLE idempotency (
    key TEXT NOT NULL,
    actor UUID NOT NULL,
    request BYTEA NOT NULL,
    reply TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (key, actor)
);
CREATE INDEX idempotency_at ON idempotency (at);

-- Who may sign in, and what for.
CREATE TABLE account (
    person UUID PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT NULL
);
CREATE TABLE session (
    token BYTEA PRIMARY KEY,
    person UUID NOT NULL REFERENCES account (person),
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    staff BOOLEAN NOT NULL
);
CREATE INDEX session_person ON session (person);
CREATE TABLE role (
    name TEXT PRIMARY KEY
);
CREATE TABLE role_permission (
    role TEXT NOT NULL REFERENCES role (name),
    permission TEXT NOT NULL,
    PRIMARY KEY (role, permission)
);
CREATE TABLE role_holder (
    role TEXT NOT NULL REFERENCES role (name),
    person UUID NOT NULL REFERENCES account (person),
    PRIMARY KEY (role, person)
);
CREATE INDEX role_holder_person ON role_holder (person);
-- What the program has once given its roles, so that it never gives again what a library took away.
CREATE TABLE role_planted (
    role TEXT NOT NULL,
    permission TEXT NOT NULL,
    PRIMARY KEY (role, permission)
);

CREATE TABLE file (
    hash TEXT PRIMARY KEY,
    size BIGINT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    at BIGINT NOT NULL
);

-- The library's places and when they are open. Times of day are minutes since midnight.
CREATE TABLE branch (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NULL
);
CREATE TABLE opening_hours (
    branch UUID NOT NULL REFERENCES branch (id),
    weekday BIGINT NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    opens BIGINT NOT NULL CHECK (opens >= 0),
    closes BIGINT NOT NULL CHECK (closes > opens AND closes <= 1440),
    PRIMARY KEY (branch, weekday, opens)
);
CREATE TABLE calendar_exception (
    id UUID PRIMARY KEY,
    branch UUID NULL REFERENCES branch (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL CHECK (last_day >= first_day),
    yearly BOOLEAN NOT NULL,
    opens BIGINT NULL,
    closes BIGINT NULL CHECK (closes > opens),
    name TEXT NOT NULL,
    entered_at BIGINT NOT NULL
);
CREATE INDEX calendar_exception_day ON calendar_exception (last_day);
