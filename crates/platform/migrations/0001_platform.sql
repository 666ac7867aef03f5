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
CREATE INDEX audit_action ON audit (action, seq);
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
FREEZE setting;

-- The mark of the latest decision about settings, hours or rules: what is kept of them in memory holds as long as it.
CREATE TABLE decided (
    one BIGINT PRIMARY KEY CHECK (one = 1),
    mark BIGINT NOT NULL
);
INSERT INTO decided (one, mark) VALUES (1, 0);

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

-- From where forms came today that anybody may fill in: prints under the library's keys that lead back to no address, are
-- others tomorrow, and are gone the night after.
CREATE TABLE sending (
    print BYTEA NOT NULL,
    form TEXT NOT NULL,
    -- The one form: sent twice, it counts once.
    stamp TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (print, form, stamp)
);
CREATE INDEX sending_at ON sending (at);

-- The library's places.
CREATE TABLE branch (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NULL
);

-- Who may sign in, and what for.
CREATE TABLE account (
    person UUID PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT NULL
);
-- What happened, as people read it.
CREATE VIEW audit_told AS
SELECT a.seq, a.at, a.actor, p.name, a.action, a.subject_kind, a.subject, d.detail
FROM audit a LEFT JOIN audit_detail d ON d.seq = a.seq LEFT JOIN account p ON p.person = a.actor;
-- The token changes when somebody proves anew who they are; the id stays, for lists of sessions.
CREATE TABLE session (
    token BYTEA PRIMARY KEY,
    id UUID NOT NULL UNIQUE,
    person UUID NOT NULL REFERENCES account (person),
    started_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    proven_at BIGINT NOT NULL,
    staff BOOLEAN NOT NULL,
    second BOOLEAN NOT NULL,
    means TEXT NOT NULL CHECK (means IN ('password', 'passkey', 'provider')),
    device TEXT NOT NULL,
    address TEXT NOT NULL
);
CREATE INDEX session_person ON session (person);
-- Who of the staff looked at whose data on which day, so that people can ask.
CREATE TABLE look (
    person UUID NOT NULL,
    viewer UUID NOT NULL REFERENCES account (person),
    day TEXT NOT NULL,
    -- At what: `member`, `loans`.
    what TEXT NOT NULL CHECK (what <> ''),
    PRIMARY KEY (person, day, viewer, what)
);

-- Keys for other programs: each acts as a person and may do a part of what they may.
CREATE TABLE api_token (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES account (person),
    name TEXT NOT NULL,
    secret BYTEA NOT NULL UNIQUE,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT NULL,
    revoked_at BIGINT NULL
);
CREATE INDEX api_token_person ON api_token (person);
CREATE TABLE api_token_permission (
    token UUID NOT NULL REFERENCES api_token (id),
    permission TEXT NOT NULL,
    PRIMARY KEY (token, permission)
);
-- A role a library made itself is called by its title; the others are called by the language files.
CREATE TABLE role (
    name TEXT PRIMARY KEY,
    title TEXT NULL UNIQUE
);
CREATE TABLE role_permission (
    role TEXT NOT NULL REFERENCES role (name),
    permission TEXT NOT NULL,
    PRIMARY KEY (role, permission)
);
-- Without a branch a role holds everywhere.
CREATE TABLE role_holder (
    id UUID PRIMARY KEY,
    role TEXT NOT NULL REFERENCES role (name),
    person UUID NOT NULL REFERENCES account (person),
    branch UUID NULL REFERENCES branch (id)
);
CREATE UNIQUE INDEX role_holder_everywhere ON role_holder (role, person) WHERE branch IS NULL;
CREATE UNIQUE INDEX role_holder_somewhere ON role_holder (role, person, branch) WHERE branch IS NOT NULL;
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

-- When its places are open. Times of day are minutes since midnight.
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
