-- A questionnaire: what it is for, who can come to it, and what is being written on its next version.
CREATE TABLE instrument (
    id UUID PRIMARY KEY,
    -- Short, for people to read out: stands in its public address.
    code TEXT NOT NULL UNIQUE CHECK (code <> ''),
    purpose TEXT NOT NULL CHECK (purpose IN ('registration', 'assessment', 'survey', 'call')),
    -- How one comes to it: within another form, by its address, or with a slip that is good once.
    access TEXT NOT NULL CHECK (access IN ('within', 'link', 'slip')),
    -- Nobody, not even the library, can learn who answered.
    anonymous BOOLEAN NOT NULL,
    title_id TEXT NOT NULL CHECK (title_id <> ''),
    title_en TEXT NOT NULL,
    -- Whether answers are taken at its own address.
    is_open BOOLEAN NOT NULL,
    -- The last day on which they are; none: until somebody closes it.
    closes_on TEXT NULL,
    -- The next version while it is written, as JSON; none between versions.
    draft TEXT NULL,
    -- Counts the changes of the draft: who changes an older one than there is has not seen what others did.
    draft_mark BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    -- An assessment belongs to somebody, and so does what stands within another form.
    CHECK (NOT anonymous OR (purpose = 'survey' AND access <> 'within'))
);
CREATE INDEX instrument_created ON instrument (created_at, id);
FREEZE instrument (code, purpose, access, anonymous, created_at);

-- What was published. It never changes: every response pins the version that was answered.
CREATE TABLE instrument_version (
    id UUID PRIMARY KEY,
    instrument UUID NOT NULL REFERENCES instrument (id),
    number BIGINT NOT NULL CHECK (number > 0),
    content TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    published_by UUID NULL,
    UNIQUE (instrument, number)
);
FREEZE instrument_version;

-- A slip that lets one person answer once. Its code is shown once and kept as a hash; when it was spent is not kept, so that
-- no clock leads from a slip to a response.
CREATE TABLE instrument_slip (
    hash BYTEA PRIMARY KEY,
    instrument UUID NOT NULL REFERENCES instrument (id),
    made_on TEXT NOT NULL,
    spent BOOLEAN NOT NULL
);
CREATE INDEX instrument_slip_instrument ON instrument_slip (instrument, spent);

-- A response to a version. What was answered stands beside it.
CREATE TABLE instrument_response (
    id UUID PRIMARY KEY,
    version UUID NOT NULL REFERENCES instrument_version (id),
    -- The form it came with, as a hash: the same form sent twice is one response.
    form BYTEA NOT NULL UNIQUE,
    party UUID NULL REFERENCES party (id),
    way TEXT NOT NULL CHECK (way IN ('self', 'paper', 'staff')),
    -- Who typed it in for somebody else.
    entered_by UUID NULL,
    anonymous BOOLEAN NOT NULL,
    -- The day; of an anonymous response, the Monday of its week.
    day TEXT NOT NULL,
    -- The moment, of a response that is not anonymous.
    given_at BIGINT NULL,
    -- Of an assessment: the points, and those that could be had.
    points BIGINT NULL,
    most BIGINT NULL,
    passed BOOLEAN NULL,
    -- How many rows of answers stand beside it: so many come with it, and none later.
    answers BIGINT NOT NULL CHECK (answers >= 0),
    CHECK (NOT anonymous OR (party IS NULL AND given_at IS NULL AND points IS NULL)),
    CHECK (anonymous OR given_at IS NOT NULL),
    CHECK (way <> 'self' OR entered_by IS NULL),
    CHECK ((points IS NULL) = (most IS NULL)),
    CHECK (passed IS NULL OR points IS NOT NULL)
);
CREATE INDEX instrument_response_version ON instrument_response (version, id);
CREATE INDEX instrument_response_day ON instrument_response (day);
CREATE INDEX instrument_response_party ON instrument_response (party, version) WHERE party IS NOT NULL;
FREEZE instrument_response (version, form, way, anonymous, day, given_at, points, most, passed);

-- What was answered to a question: one row, or one for each choice of several. Exactly one of the three is filled; a file
-- stands beside the words it is called by.
CREATE TABLE instrument_answer (
    response UUID NOT NULL REFERENCES instrument_response (id),
    question BIGINT NOT NULL,
    n BIGINT NOT NULL,
    pick BIGINT NULL,
    number BIGINT NULL,
    said TEXT NULL CHECK (said <> ''),
    file TEXT NULL REFERENCES file (hash),
    PRIMARY KEY (response, question, n),
    CHECK ((CASE WHEN pick IS NULL THEN 0 ELSE 1 END) + (CASE WHEN number IS NULL THEN 0 ELSE 1 END)
        + (CASE WHEN said IS NULL THEN 0 ELSE 1 END) = 1),
    CHECK (file IS NULL OR said IS NOT NULL)
);
-- What was answered stays as it was; words and files can be forgotten, and what can be counted stays counted.
REFUSE response_to_what_is_closed BEFORE INSERT ON instrument_response WHEN NEW.way = 'self' AND EXISTS (
    SELECT 1 FROM instrument_version v JOIN instrument i ON i.id = v.instrument
    WHERE v.id = NEW.version AND i.access <> 'within' AND (NOT i.is_open OR i.closes_on < NEW.day));
REFUSE response_of_another_kind BEFORE INSERT ON instrument_response WHEN NEW.anonymous <> (
    SELECT i.anonymous FROM instrument_version v JOIN instrument i ON i.id = v.instrument WHERE v.id = NEW.version);
REFUSE answer_changed BEFORE UPDATE ON instrument_answer WHEN TRUE;
REFUSE answer_uncounted BEFORE DELETE ON instrument_answer WHEN OLD.said IS NULL;
REFUSE answer_later BEFORE INSERT ON instrument_answer WHEN (
    SELECT count(*) FROM instrument_answer a WHERE a.response = NEW.response) >= (
    SELECT r.answers FROM instrument_response r WHERE r.id = NEW.response);
KEEP answers_forgotten AFTER DELETE ON instrument_answer:
    UPDATE instrument_response SET answers = answers - 1 WHERE id = OLD.response;
REFUSE answers_of_nobody BEFORE UPDATE OF answers ON instrument_response WHEN NEW.answers > OLD.answers;
CREATE INDEX instrument_answer_file ON instrument_answer (file) WHERE file IS NOT NULL;

-- A file that came with a form which is not sent yet: kept until it is, or for so long.
CREATE TABLE instrument_upload (
    file TEXT PRIMARY KEY REFERENCES file (hash),
    until BIGINT NOT NULL
);
CREATE INDEX instrument_upload_until ON instrument_upload (until);
