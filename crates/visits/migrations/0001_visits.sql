-- Tablets at the door. What one holds opens the visitors' book of its branch and nothing else.
CREATE TABLE kiosk (
    id UUID PRIMARY KEY,
    branch UUID NOT NULL REFERENCES branch (id),
    name TEXT NOT NULL CHECK (name <> ''),
    -- Where it stands, one of the rooms the library names; none means the whole place.
    room TEXT NULL CHECK (room <> ''),
    secret BYTEA NOT NULL UNIQUE,
    opened_at BIGINT NOT NULL,
    opened_by UUID NULL REFERENCES account (person),
    used_at BIGINT NULL,
    revoked_at BIGINT NULL
);

-- Who came, a row for each sex and age band of an entry. Facts are never deleted: what was wrong is reversed by an entry
-- with negative heads on the same day and hour, so that every sum is right as it stands.
CREATE TABLE visit (
    -- The entry, made where it was made: on a tablet without a connection as well.
    id UUID NOT NULL,
    sex TEXT NOT NULL CHECK (sex IN ('female', 'male', 'unknown')),
    band TEXT NOT NULL CHECK (band IN ('child', 'teen', 'adult', 'senior', 'unknown')),
    heads BIGINT NOT NULL CHECK (heads <> 0),
    kind TEXT NOT NULL CHECK (kind IN ('member', 'guest', 'group')),
    branch UUID NOT NULL REFERENCES branch (id),
    room TEXT NULL CHECK (room <> ''),
    purpose TEXT NULL CHECK (purpose IN
        ('read', 'borrow', 'study', 'internet', 'activity', 'meeting', 'tour', 'other')),
    -- The library's calendar day, the hour of it where it is known, and the instant.
    day TEXT NOT NULL,
    hour BIGINT NULL CHECK (hour BETWEEN 0 AND 23),
    at BIGINT NOT NULL,
    -- The member who came, until names are parted from visits; of a group, where it comes from.
    party UUID NULL REFERENCES party (id),
    -- Where a group comes from that the register does not know, or what was on a card nobody knows.
    note TEXT NULL CHECK (note <> ''),
    source TEXT NOT NULL CHECK (source IN ('desk', 'kiosk', 'offline', 'paper', 'lending', 'program')),
    kiosk UUID NULL REFERENCES kiosk (id),
    recorded_at BIGINT NOT NULL,
    recorded_by UUID NULL,
    reverses UUID NULL,
    PRIMARY KEY (id, sex, band),
    CHECK ((reverses IS NULL) = (heads > 0)),
    CHECK (kind <> 'guest' OR party IS NULL),
    CHECK (kind <> 'member' OR heads IN (1, -1)),
    CHECK (reverses <> id)
);
-- What is reversed is reversed once.
CREATE UNIQUE INDEX visit_reversed ON visit (reverses, sex, band) WHERE reverses IS NOT NULL;
-- The list of a day at a door.
CREATE INDEX visit_day ON visit (day, branch, at);
-- Whether somebody has been counted already, and the names that are to be parted.
CREATE INDEX visit_party ON visit (party, at) WHERE party IS NOT NULL;
CREATE INDEX visit_named ON visit (day, party, heads) WHERE party IS NOT NULL AND kind = 'member';
-- Every figure is read from this alone.
CREATE INDEX visit_figures ON visit (day, branch, hour, kind, sex, band, purpose, room, heads);

-- What a people counter at the door showed. It is never added to the visits above: it counts the same people.
CREATE TABLE door_count (
    id UUID PRIMARY KEY,
    branch UUID NOT NULL REFERENCES branch (id),
    day TEXT NOT NULL,
    part TEXT NOT NULL CHECK (part IN ('day', 'morning', 'afternoon', 'evening')),
    people BIGINT NOT NULL,
    note TEXT NULL CHECK (note <> ''),
    recorded_at BIGINT NOT NULL,
    recorded_by UUID NULL,
    reverses UUID NULL UNIQUE REFERENCES door_count (id),
    CHECK (reverses IS NOT NULL OR people >= 0)
);
CREATE INDEX door_count_day ON door_count (day, branch, part);
