-- Which of a partner's lists was applied last. Whoever looked at a diff before that looks again.
CREATE TABLE roster (
    sponsorship UUID PRIMARY KEY REFERENCES sponsorship (id),
    version BIGINT NOT NULL,
    file TEXT NOT NULL,
    applied_at BIGINT NOT NULL,
    -- When it was taken back, where it was.
    undone_at BIGINT NULL
);

-- Whom a partner names, as the partner writes them.
CREATE TABLE roster_row (
    id UUID PRIMARY KEY,
    sponsorship UUID NOT NULL REFERENCES sponsorship (id),
    -- The partner's own number for them, where it has one.
    number TEXT NULL CHECK (number <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    folded TEXT NOT NULL,
    born TEXT NULL,
    sex TEXT NULL CHECK (sex IN ('female', 'male')),
    phone TEXT NULL,
    email TEXT NULL,
    -- The class at a school, the unit at an office.
    class TEXT NULL CHECK (class <> ''),
    -- The line of the list.
    position BIGINT NOT NULL,
    joined TEXT NOT NULL,
    -- Carried; without a seat for now; no longer on the list.
    state TEXT NOT NULL CHECK (state IN ('current', 'waiting', 'gone')),
    person UUID NULL REFERENCES party (id),
    basis UUID NULL REFERENCES basis (id),
    CHECK (state <> 'current' OR (person IS NOT NULL AND basis IS NOT NULL))
);
CREATE INDEX roster_row_sponsorship ON roster_row (sponsorship, state, position);
CREATE UNIQUE INDEX roster_row_number ON roster_row (sponsorship, number) WHERE number IS NOT NULL;
CREATE UNIQUE INDEX roster_row_person ON roster_row (sponsorship, person) WHERE person IS NOT NULL;
CREATE INDEX roster_row_basis ON roster_row (basis) WHERE basis IS NOT NULL;

-- A list as it was before it was changed last, and right after: so that the change can be taken back, for a month, as far
-- as nothing has moved on since.
CREATE TABLE roster_picture (
    sponsorship UUID NOT NULL REFERENCES sponsorship (id),
    side TEXT NOT NULL CHECK (side IN ('before', 'after')),
    id UUID NOT NULL,
    number TEXT NULL,
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    born TEXT NULL,
    sex TEXT NULL,
    phone TEXT NULL,
    email TEXT NULL,
    class TEXT NULL,
    position BIGINT NOT NULL,
    joined TEXT NOT NULL,
    state TEXT NOT NULL,
    person UUID NULL,
    basis UUID NULL,
    basis_until TEXT NULL,
    PRIMARY KEY (sponsorship, side, id)
);
CREATE INDEX roster_picture_person ON roster_picture (person) WHERE person IS NOT NULL;

-- A list that a partner has sent by itself. It changes nothing until somebody of the library has looked at it and applied
-- it; then, or when it is refused or another one takes its place, its content goes.
CREATE TABLE roster_submission (
    id UUID PRIMARY KEY,
    sponsorship UUID NOT NULL REFERENCES sponsorship (id),
    name TEXT NOT NULL CHECK (name <> ''),
    content BYTEA NULL,
    -- Whether only the holder of the library's keys can read it.
    sealed BOOLEAN NOT NULL,
    -- Who sent it; none once they are forgotten.
    sender UUID NULL REFERENCES party (id),
    sent_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'applied', 'refused', 'replaced')),
    -- The copy that somebody of the library looks at.
    file UUID NULL,
    note TEXT NULL CHECK (note <> ''),
    decided_by UUID NULL,
    decided_at BIGINT NULL,
    CHECK ((state = 'waiting') = (content IS NOT NULL)),
    CHECK ((state = 'waiting') = (decided_at IS NULL)),
    CHECK (state <> 'refused' OR note IS NOT NULL)
);
CREATE INDEX roster_submission_sponsorship ON roster_submission (sponsorship, sent_at);
CREATE UNIQUE INDEX roster_submission_waiting ON roster_submission (sponsorship) WHERE state = 'waiting';
CREATE INDEX roster_submission_sender ON roster_submission (sender) WHERE sender IS NOT NULL;
