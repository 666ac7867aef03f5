-- What somebody wrote who would like to help. Nobody is in the register yet; that is decided by staff.
CREATE TABLE volunteer_application (
    id UUID PRIMARY KEY,
    -- The form it came by: the same form sent twice is one application.
    form TEXT NOT NULL UNIQUE,
    -- Who is signed in, where somebody is.
    person UUID NULL REFERENCES party (id),
    name TEXT NOT NULL,
    born TEXT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    village TEXT NOT NULL,
    -- Skills, languages and times as JSON, as they were ticked.
    ticked TEXT NOT NULL,
    words TEXT NOT NULL,
    with_children BOOLEAN NOT NULL,
    applied_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'declined')),
    decided_at BIGINT NULL,
    decided_by UUID NULL,
    reason TEXT NULL CHECK (reason <> ''),
    CHECK ((state = 'waiting') = (decided_at IS NULL)),
    CHECK (state <> 'declined' OR reason IS NOT NULL)
);
CREATE INDEX volunteer_application_waiting ON volunteer_application (applied_at, id) WHERE state = 'waiting';
CREATE INDEX volunteer_application_applied ON volunteer_application (applied_at);

CREATE TABLE volunteer (
    id UUID PRIMARY KEY,
    -- None once the person has been forgotten; the hours stay counted.
    person UUID NULL UNIQUE REFERENCES party (id),
    state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'ended')),
    since TEXT NOT NULL,
    -- The day the agreement and the code of conduct were signed.
    signed TEXT NULL,
    -- Whether they would like to work with children.
    with_children BOOLEAN NOT NULL,
    note TEXT NULL CHECK (note <> ''),
    ended TEXT NULL,
    CHECK ((state = 'ended') = (ended IS NOT NULL))
);
CREATE INDEX volunteer_state ON volunteer (state, since);

CREATE TABLE volunteer_skill (
    volunteer UUID NOT NULL REFERENCES volunteer (id),
    skill TEXT NOT NULL,
    PRIMARY KEY (volunteer, skill)
);
CREATE INDEX volunteer_skill_skill ON volunteer_skill (skill, volunteer);

-- When they can, as a rule: 1 is Monday.
CREATE TABLE volunteer_time (
    volunteer UUID NOT NULL REFERENCES volunteer (id),
    weekday BIGINT NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    part TEXT NOT NULL CHECK (part IN ('morning', 'afternoon', 'evening')),
    PRIMARY KEY (volunteer, weekday, part)
);
CREATE INDEX volunteer_time_part ON volunteer_time (weekday, part, volunteer);

-- What was shown to somebody of the library. Never what it says.
CREATE TABLE volunteer_check (
    id UUID PRIMARY KEY,
    volunteer UUID NOT NULL REFERENCES volunteer (id),
    kind TEXT NOT NULL CHECK (kind IN ('police', 'reference', 'child-protection')),
    issued TEXT NOT NULL,
    until TEXT NULL,
    seen_by UUID NULL,
    seen_at BIGINT NOT NULL,
    withdrawn_at BIGINT NULL,
    CHECK (until IS NULL OR until >= issued)
);
CREATE INDEX volunteer_check_volunteer ON volunteer_check (volunteer, kind, until);
CREATE INDEX volunteer_check_until ON volunteer_check (until) WHERE withdrawn_at IS NULL;

-- Hours given, in minutes. Facts are never changed: what was wrong is reversed by an entry with negative minutes.
CREATE TABLE volunteer_hours (
    id UUID PRIMARY KEY,
    volunteer UUID NOT NULL REFERENCES volunteer (id),
    day TEXT NOT NULL,
    minutes BIGINT NOT NULL CHECK (minutes <> 0 AND minutes BETWEEN -1440 AND 1440),
    activity TEXT NOT NULL CHECK (activity <> ''),
    entered_at BIGINT NOT NULL,
    entered_by UUID NULL,
    reverses UUID NULL UNIQUE REFERENCES volunteer_hours (id),
    CHECK ((reverses IS NULL) = (minutes > 0))
);
CREATE INDEX volunteer_hours_volunteer ON volunteer_hours (volunteer, day);
CREATE INDEX volunteer_hours_day ON volunteer_hours (day);

-- What staff said of hours that were entered: once, and only then they count.
CREATE TABLE volunteer_hours_word (
    hours UUID PRIMARY KEY REFERENCES volunteer_hours (id),
    confirmed BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    by UUID NULL,
    reason TEXT NULL CHECK (reason <> ''),
    CHECK (confirmed OR reason IS NOT NULL)
);
