-- What people ask about their own data. The library answers within 3 × 24 hours (UU 27/2022).
CREATE TABLE privacy_request (
    id UUID PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('access', 'correction', 'erasure', 'withdrawal')),
    person UUID NOT NULL REFERENCES party (id),
    -- In their words.
    said TEXT NOT NULL,
    asked_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL CHECK (due_at > asked_at),
    -- Who wrote it down, where it was not the person themselves.
    entered_by UUID NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'declined')),
    answer TEXT NULL CHECK (answer <> ''),
    closed_at BIGINT NULL,
    closed_by UUID NULL,
    CHECK ((state = 'open') = (closed_at IS NULL)),
    CHECK (state <> 'declined' OR answer IS NOT NULL),
    -- What was stopped is said to whoever took their consent back.
    CHECK (kind <> 'withdrawal' OR state <> 'done' OR answer IS NOT NULL)
);
CREATE UNIQUE INDEX privacy_request_open ON privacy_request (person, kind) WHERE state = 'open';
CREATE INDEX privacy_request_due ON privacy_request (due_at) WHERE state = 'open';
CREATE INDEX privacy_request_person ON privacy_request (person, asked_at);
CREATE INDEX privacy_request_closed ON privacy_request (closed_at) WHERE closed_at IS NOT NULL;

-- Who was forgotten: an id that leads to nobody, and the number of the certificate.
CREATE TABLE erasure (
    person UUID PRIMARY KEY REFERENCES party (id),
    number BIGINT NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    by_whom UUID NULL,
    -- What went, by kind: the names of the holdings with how many rows there were, as JSON.
    went TEXT NOT NULL
);

-- Nobody is forgotten by an answer alone, nor by what was done before they asked.
REFUSE erasure_that_never_was BEFORE UPDATE OF state ON privacy_request
    WHEN NEW.kind = 'erasure' AND NEW.state = 'done' AND OLD.state <> 'done' AND NOT EXISTS (
        SELECT 1 FROM erasure e JOIN party p ON p.id = NEW.person
        WHERE e.person IN (p.id, p.merged_into) AND e.at >= NEW.asked_at);
-- Of whoever is forgotten nothing is held that could be asked about.
REFUSE asked_about_nobody BEFORE INSERT ON privacy_request
    WHEN EXISTS (SELECT 1 FROM party p WHERE p.id = NEW.person AND p.folded = '');

-- What went wrong with personal data, and whom it was told to in time.
CREATE TABLE breach (
    id UUID PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    what TEXT NOT NULL CHECK (what <> ''),
    concerns TEXT NOT NULL CHECK (concerns <> ''),
    known_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL CHECK (due_at > known_at),
    entered_by UUID NULL,
    notified_at BIGINT NULL,
    notice TEXT NULL CHECK (notice <> ''),
    CHECK ((notified_at IS NULL) = (notice IS NULL))
);
CREATE INDEX breach_known ON breach (known_at);

-- Requests with the name of whom they are about.
CREATE VIEW privacy_request_named AS
SELECT q.id, q.number, q.kind, q.person, p.name, q.said, q.asked_at, q.due_at, q.state, q.answer, q.closed_at
FROM privacy_request q JOIN party p ON p.id = q.person;
