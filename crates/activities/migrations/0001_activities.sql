-- What many activities serve together: a purpose, who answers for it, with whom.
CREATE TABLE programme (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL CHECK (title <> ''),
    purpose TEXT NOT NULL,
    -- Themes as JSON, in the library's own words.
    themes TEXT NOT NULL,
    owner UUID NULL REFERENCES party (id),
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    copied_from UUID NULL REFERENCES programme (id),
    -- Since when everybody can read of it; none: only who plans it can.
    published_at BIGINT NULL,
    created_at BIGINT NOT NULL,
    CHECK (until >= since)
);
CREATE INDEX programme_since ON programme (since, id);
CREATE INDEX programme_owner ON programme (owner) WHERE owner IS NOT NULL;

-- A line of a fund's budget pays for a programme that there is.
REFUSE budget_of_no_programme BEFORE INSERT OR UPDATE OF programme ON budget
    WHEN NEW.programme IS NOT NULL AND NOT EXISTS (SELECT 1 FROM programme p WHERE p.id = NEW.programme);

CREATE TABLE programme_partner (
    id UUID PRIMARY KEY,
    programme UUID NOT NULL REFERENCES programme (id),
    party UUID NOT NULL REFERENCES party (id),
    UNIQUE (programme, party)
);
CREATE INDEX programme_partner_party ON programme_partner (party);

-- What a programme is to cost: a line each, against a fund where it is known which.
CREATE TABLE programme_cost (
    id UUID PRIMARY KEY,
    programme UUID NOT NULL REFERENCES programme (id),
    title TEXT NOT NULL CHECK (title <> ''),
    fund UUID NULL REFERENCES fund (id),
    amount BIGINT NOT NULL CHECK (amount BETWEEN 1 AND 1000000000000000),
    at BIGINT NOT NULL
);
CREATE INDEX programme_cost_programme ON programme_cost (programme, at);
CREATE INDEX programme_cost_fund ON programme_cost (fund) WHERE fund IS NOT NULL;

-- What a programme is to bring about, and by what one will see it (logical framework).
CREATE TABLE programme_aim (
    id UUID PRIMARY KEY,
    programme UUID NOT NULL REFERENCES programme (id),
    level TEXT NOT NULL CHECK (level IN ('goal', 'outcome', 'output')),
    aim TEXT NOT NULL CHECK (aim <> ''),
    -- By what it is measured, where that is looked up, and on what it rests besides.
    measure TEXT NOT NULL,
    source TEXT NOT NULL,
    assumption TEXT NOT NULL,
    -- How it was before, what it is to be, and what it came to.
    baseline TEXT NOT NULL,
    target TEXT NOT NULL,
    reached TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX programme_aim_programme ON programme_aim (programme, level, at);

-- Something that happens with people, once or many times.
CREATE TABLE activity (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    programme UUID NULL REFERENCES programme (id),
    kind TEXT NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''),
    summary TEXT NOT NULL,
    about TEXT NOT NULL,
    audience TEXT NOT NULL,
    -- Whether everybody sees it in the calendar.
    listed BOOLEAN NOT NULL,
    -- The IANA zone by whose clock its sessions were planned.
    zone TEXT NOT NULL,
    -- What is provided for those who need it, as JSON.
    access TEXT NOT NULL,
    -- Whether pictures are taken, so that each is asked.
    photos BOOLEAN NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('draft', 'approved', 'published', 'cancelled')),
    -- How one gets a seat: none needed, one for all sessions, one for each.
    entry TEXT NOT NULL CHECK (entry IN ('free', 'whole', 'each')),
    approval BOOLEAN NOT NULL,
    -- Whether teachers may bring classes by headcount.
    classes BOOLEAN NOT NULL,
    largest BIGINT NOT NULL CHECK (largest BETWEEN 1 AND 500),
    least_age BIGINT NULL CHECK (least_age BETWEEN 0 AND 120),
    most_age BIGINT NULL CHECK (most_age BETWEEN 0 AND 120),
    -- The first and the last day one may register, by its own clock.
    opens_on TEXT NULL,
    closes_on TEXT NULL,
    -- How many hours before it begins one may still give a seat back oneself.
    cancel_hours BIGINT NOT NULL CHECK (cancel_hours BETWEEN 0 AND 720),
    -- Questions asked with the registration: a published version of an instrument.
    instrument UUID NULL REFERENCES instrument_version (id),
    -- Of what one must have a certificate already, by its title; empty where of nothing.
    requires TEXT NOT NULL,
    -- A certificate is given: how much of it one must have attended, and whether a result is needed.
    certified BOOLEAN NOT NULL,
    threshold BIGINT NOT NULL CHECK (threshold BETWEEN 0 AND 100),
    assessed BOOLEAN NOT NULL,
    syllabus TEXT NOT NULL,
    cancelled_because TEXT NULL CHECK (cancelled_because <> ''),
    -- When everybody first could know: what is called off before is shown to nobody.
    published_at BIGINT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID NULL,
    changed_at BIGINT NOT NULL,
    CHECK (stage <> 'published' OR published_at IS NOT NULL),
    CHECK ((stage = 'cancelled') = (cancelled_because IS NOT NULL)),
    CHECK (closes_on IS NULL OR opens_on IS NULL OR closes_on >= opens_on),
    CHECK (most_age IS NULL OR least_age IS NULL OR most_age >= least_age)
);
CREATE INDEX activity_programme ON activity (programme, created_at);
CREATE INDEX activity_created ON activity (created_at, id);
CREATE INDEX activity_stage ON activity (stage, created_at, id);
-- It is planned in one direction: what is called off is planned anew, and what everybody knew of is no draft again.
REFUSE activity_out_of_order BEFORE UPDATE OF stage ON activity WHEN NEW.stage <> OLD.stage AND NOT (
    OLD.stage = 'draft' AND NEW.stage IN ('approved', 'cancelled')
    OR OLD.stage = 'approved' AND NEW.stage IN ('published', 'cancelled')
    OR OLD.stage = 'published' AND NEW.stage = 'cancelled');

CREATE TABLE activity_partner (
    id UUID PRIMARY KEY,
    activity UUID NOT NULL REFERENCES activity (id),
    party UUID NOT NULL REFERENCES party (id),
    UNIQUE (activity, party)
);
CREATE INDEX activity_partner_party ON activity_partner (party);

CREATE TABLE activity_material (
    id UUID PRIMARY KEY,
    activity UUID NOT NULL REFERENCES activity (id),
    title TEXT NOT NULL CHECK (title <> ''),
    file TEXT NOT NULL REFERENCES file (hash),
    -- Whether everybody may have it, or only those who take part.
    open BOOLEAN NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX activity_material_activity ON activity_material (activity, at);

-- One time and place of an activity.
CREATE TABLE activity_session (
    id UUID PRIMARY KEY,
    activity UUID NOT NULL REFERENCES activity (id),
    -- Empty where it is called as the activity is.
    title TEXT NOT NULL,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    venue TEXT NOT NULL CHECK (venue IN ('branch', 'partner', 'online', 'stop')),
    branch UUID NULL REFERENCES branch (id),
    partner UUID NULL REFERENCES party (id),
    -- The room, the address, the stop.
    place TEXT NOT NULL,
    link TEXT NULL CHECK (link <> ''),
    -- The line of a festival it belongs to; empty where there is one line only.
    track TEXT NOT NULL,
    -- How often it has changed since it was published (SEQUENCE, RFC 5545 3.8.7.4).
    revision BIGINT NOT NULL CHECK (revision >= 0),
    changed_at BIGINT NOT NULL,
    cancelled_because TEXT NULL CHECK (cancelled_because <> ''),
    CHECK (ends_at > starts_at),
    CHECK ((venue = 'branch') = (branch IS NOT NULL)),
    CHECK (venue = 'partner' OR partner IS NULL)
);
CREATE INDEX activity_session_starts ON activity_session (starts_at, id);
CREATE INDEX activity_session_activity ON activity_session (activity, starts_at);
CREATE INDEX activity_session_partner ON activity_session (partner) WHERE partner IS NOT NULL;
FREEZE activity_session (cancelled_because) WHEN OLD.cancelled_because IS NOT NULL;

-- Who speaks, teaches, hosts. What is told of them is told with their consent.
CREATE TABLE activity_person (
    id UUID PRIMARY KEY,
    activity UUID NOT NULL REFERENCES activity (id),
    -- At which session; none: at all of them.
    session UUID NULL REFERENCES activity_session (id),
    party UUID NULL REFERENCES party (id),
    name TEXT NOT NULL CHECK (name <> ''),
    -- The name as names are compared, so that whoever teaches is known among those who learn.
    folded TEXT NOT NULL,
    role TEXT NOT NULL,
    biography TEXT NULL CHECK (biography <> ''),
    consented_at BIGINT NULL,
    CHECK (biography IS NULL OR consented_at IS NOT NULL)
);
CREATE INDEX activity_person_activity ON activity_person (activity, role);
CREATE INDEX activity_person_session ON activity_person (session) WHERE session IS NOT NULL;
CREATE INDEX activity_person_party ON activity_person (party) WHERE party IS NOT NULL;

-- Seats of an activity, or of one of its sessions. What is taken is counted by the database itself, from the holds and the
-- registrations that take some: held, offered and confirmed seats together are never more than there are.
CREATE TABLE seat_pool (
    id UUID PRIMARY KEY,
    activity UUID NOT NULL REFERENCES activity (id),
    session UUID NULL REFERENCES activity_session (id),
    -- Whom they are for; empty where there is one kind of seat only.
    name TEXT NOT NULL,
    capacity BIGINT NOT NULL,
    taken BIGINT NOT NULL,
    UNIQUE (id, activity),
    CONSTRAINT seats CHECK (taken >= 0 AND taken <= capacity)
);
CREATE INDEX seat_pool_activity ON seat_pool (activity, id);
CREATE INDEX seat_pool_session ON seat_pool (session) WHERE session IS NOT NULL;
FREEZE seat_pool (activity, session) WHEN OLD.taken > 0;

-- Seats kept for somebody while they fill in the form. Nobody knows yet who it is.
CREATE TABLE seat_hold (
    id UUID PRIMARY KEY,
    secret TEXT NOT NULL UNIQUE,
    pool UUID NOT NULL REFERENCES seat_pool (id),
    size BIGINT NOT NULL CHECK (size >= 1),
    until BIGINT NOT NULL,
    -- A print of where the form was opened: from one place so many seats are held at a time, and no more.
    sender BYTEA NOT NULL,
    -- Whether it still holds them: one that does no more is gone.
    held BOOLEAN NOT NULL,
    -- Whether its seats are counted in the pool.
    seated BOOLEAN NOT NULL
);
CREATE INDEX seat_hold_until ON seat_hold (pool, until);
CREATE INDEX seat_hold_uncounted ON seat_hold (pool) WHERE seated <> held;

CREATE TABLE registration (
    id UUID PRIMARY KEY,
    -- What is read out at the door.
    code TEXT NOT NULL UNIQUE,
    -- What the address of the ticket holds: whoever knows it may see and cancel it.
    secret TEXT NOT NULL UNIQUE,
    -- The form it came by: the same form sent twice is one registration.
    form TEXT NOT NULL UNIQUE,
    activity UUID NOT NULL,
    pool UUID NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'confirmed', 'waitlisted', 'offered', 'lapsed', 'cancelled', 'declined')),
    size BIGINT NOT NULL CHECK (size >= 1),
    -- Until when an offer stands.
    until BIGINT NULL,
    -- Whom the library tells: whoever comes, or who answers for them.
    party UUID NULL REFERENCES party (id),
    kind TEXT NOT NULL CHECK (kind IN ('person', 'group', 'class')),
    name TEXT NOT NULL,
    folded TEXT NOT NULL,
    organisation TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    born TEXT NULL,
    guardian TEXT NOT NULL,
    guardian_phone TEXT NOT NULL,
    guardian_agreed_at BIGINT NULL,
    -- What somebody needs to take part; never why.
    needs TEXT NOT NULL,
    -- Whether they may be in pictures; none where nobody asked.
    photos BOOLEAN NULL,
    -- Their answers to the questions of the activity.
    response UUID NULL REFERENCES instrument_response (id),
    approved_at BIGINT NULL,
    -- Since when they wait.
    queued_at BIGINT NULL,
    created_at BIGINT NOT NULL,
    -- What an assessment came to.
    result TEXT NULL CHECK (result <> ''),
    passed BOOLEAN NULL,
    -- Whether its seats are counted in the pool.
    seated BOOLEAN NOT NULL,
    FOREIGN KEY (pool, activity) REFERENCES seat_pool (id, activity),
    CHECK ((state = 'offered') = (until IS NOT NULL)),
    CHECK (state <> 'waitlisted' OR queued_at IS NOT NULL),
    -- One child is registered by themselves, with whoever answers for them.
    CHECK (kind <> 'class' OR size >= 2)
);
CREATE INDEX registration_uncounted ON registration (pool) WHERE seated <> (state IN ('offered', 'confirmed'));
CREATE INDEX registration_pool ON registration (pool, state, queued_at, id);
CREATE INDEX registration_until ON registration (until) WHERE until IS NOT NULL;
CREATE INDEX registration_activity ON registration (activity, state, folded);
CREATE INDEX registration_party ON registration (party, created_at) WHERE party IS NOT NULL;
CREATE INDEX registration_pending ON registration (activity) WHERE state = 'pending';
CREATE INDEX registration_waiting ON registration (pool) WHERE state = 'waitlisted';
-- The same person once for the same seats.
CREATE UNIQUE INDEX registration_once ON registration (pool, party, folded)
    WHERE party IS NOT NULL AND state IN ('pending', 'confirmed', 'waitlisted', 'offered');

-- Who takes seats is counted in the transaction that lets them; nobody counts otherwise.
REFUSE seats_taken_from_the_beginning BEFORE INSERT ON seat_pool WHEN NEW.taken <> 0;
REFUSE seats_of_nobody BEFORE UPDATE OF taken ON seat_pool WHEN NEW.taken - OLD.taken <> (
    SELECT CAST(COALESCE(SUM(CASE WHEN r.seated THEN -r.size ELSE r.size END), 0) AS BIGINT) FROM registration r
    WHERE r.pool = NEW.id AND r.seated <> (r.state IN ('offered', 'confirmed'))) + (
    SELECT CAST(COALESCE(SUM(CASE WHEN h.seated THEN -h.size ELSE h.size END), 0) AS BIGINT) FROM seat_hold h
    WHERE h.pool = NEW.id AND h.seated <> h.held);
REFUSE hold_counted_already BEFORE INSERT ON seat_hold WHEN NEW.seated;
REFUSE hold_counted_otherwise BEFORE UPDATE OF seated ON seat_hold WHEN NEW.seated <> NEW.held OR NEW.held <> OLD.held;
FREEZE seat_hold (pool, size) WHEN OLD.seated;
KEEP seats_held AFTER INSERT OR UPDATE OF held ON seat_hold:
    UPDATE seat_pool SET taken = taken + (
        SELECT CAST(SUM(CASE WHEN h.seated THEN -h.size ELSE h.size END) AS BIGINT) FROM seat_hold h
        WHERE h.pool = NEW.pool AND h.seated <> h.held)
    WHERE id IN (SELECT h.pool FROM seat_hold h WHERE h.pool = NEW.pool AND h.seated <> h.held)
    AND THEN UPDATE seat_hold SET seated = held WHERE pool = NEW.pool AND seated <> held
    AND THEN DELETE FROM seat_hold WHERE pool = NEW.pool AND NOT held;
REFUSE registration_counted_already BEFORE INSERT ON registration WHEN NEW.seated;
REFUSE registration_counted_otherwise BEFORE UPDATE OF seated ON registration
    WHEN NEW.seated <> (NEW.state IN ('offered', 'confirmed')) OR NEW.state <> OLD.state;
FREEZE registration (id, code, secret, form, activity, pool, size, kind, created_at);
KEEP seats_registered AFTER INSERT OR UPDATE OF state ON registration:
    UPDATE seat_pool SET taken = taken + (
        SELECT CAST(SUM(CASE WHEN r.seated THEN -r.size ELSE r.size END) AS BIGINT) FROM registration r
        WHERE r.pool = NEW.pool AND r.seated <> (r.state IN ('offered', 'confirmed')))
    WHERE id IN (SELECT r.pool FROM registration r
        WHERE r.pool = NEW.pool AND r.seated <> (r.state IN ('offered', 'confirmed')))
    AND THEN UPDATE registration SET seated = NOT seated
        WHERE pool = NEW.pool AND seated <> (state IN ('offered', 'confirmed'));

-- What becomes of a registration goes one way. Where somebody decides about each, nobody has a seat before; and nobody is
-- offered one while somebody who has waited longer would fit.
REFUSE registration_begins_elsewhere BEFORE INSERT ON registration
    WHEN NEW.state NOT IN ('pending', 'confirmed', 'waitlisted') OR NEW.state = 'confirmed' AND NEW.approved_at IS NULL
        AND EXISTS (SELECT 1 FROM activity a WHERE a.id = NEW.activity AND a.approval);
REFUSE registration_out_of_order BEFORE UPDATE OF state ON registration WHEN NEW.state <> OLD.state AND NOT (
    OLD.state = 'pending' AND NEW.state IN ('confirmed', 'waitlisted', 'declined', 'cancelled')
    OR OLD.state = 'waitlisted' AND NEW.state IN ('offered', 'declined', 'cancelled')
    OR OLD.state = 'offered' AND NEW.state IN ('confirmed', 'lapsed', 'cancelled')
    OR OLD.state = 'confirmed' AND NEW.state = 'cancelled');
-- Where ages are asked each is registered by themselves; a teacher answers for a class.
REFUSE registration_of_unasked_ages BEFORE INSERT ON registration WHEN NEW.kind <> 'class' AND NEW.size > 1 AND EXISTS (
    SELECT 1 FROM activity a WHERE a.id = NEW.activity
        AND (a.least_age IS NOT NULL OR a.most_age IS NOT NULL OR a.audience IN ('children', 'teens')));
-- Nobody who has a seat, or waits for one, finds that they have missed what was still to come when it was moved.
REFUSE session_into_the_past BEFORE UPDATE OF starts_at ON activity_session
    WHEN (NEW.changed_at < OLD.changed_at OR OLD.starts_at > NEW.changed_at AND NEW.starts_at <= NEW.changed_at) AND EXISTS (
        SELECT 1 FROM registration r JOIN seat_pool p ON p.id = r.pool
        WHERE p.activity = OLD.activity AND (p.session IS NULL OR p.session = OLD.id)
            AND r.state IN ('pending', 'confirmed', 'waitlisted', 'offered'));
-- Nobody has a seat at what will not be.
REFUSE registration_of_what_is_off BEFORE INSERT OR UPDATE OF state ON registration
    WHEN NEW.state IN ('offered', 'confirmed') AND NOT EXISTS (
        SELECT 1 FROM seat_pool p JOIN activity_session s ON s.activity = p.activity AND (p.session IS NULL OR p.session = s.id)
        WHERE p.id = NEW.pool AND s.cancelled_because IS NULL);
REFUSE registration_undecided BEFORE UPDATE OF state ON registration
    WHEN OLD.state IN ('pending', 'waitlisted') AND NEW.state IN ('offered', 'confirmed') AND NEW.approved_at IS NULL
        AND (OLD.state = 'pending' OR EXISTS (SELECT 1 FROM activity a WHERE a.id = NEW.activity AND a.approval));
REFUSE registration_past_others BEFORE UPDATE OF state ON registration
    WHEN OLD.state = 'waitlisted' AND NEW.state = 'offered' AND EXISTS (
        SELECT 1 FROM registration w JOIN seat_pool p ON p.id = w.pool JOIN activity a ON a.id = w.activity
        WHERE w.pool = NEW.pool AND w.state = 'waitlisted' AND (w.queued_at, w.id) < (OLD.queued_at, OLD.id)
            AND w.size <= p.capacity - p.taken AND (w.approved_at IS NOT NULL OR NOT a.approval));
REFUSE registration_waits_otherwise BEFORE UPDATE OF queued_at ON registration
    WHEN OLD.queued_at IS NOT NULL AND (NEW.queued_at IS NULL OR NEW.queued_at <> OLD.queued_at);

-- What became of a registration, and why: never changed.
CREATE TABLE registration_step (
    id UUID PRIMARY KEY,
    registration UUID NOT NULL REFERENCES registration (id),
    at BIGINT NOT NULL,
    by UUID NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    -- How many seats there were, where that is the reason.
    free BIGINT NULL,
    note TEXT NULL CHECK (note <> '')
);
CREATE INDEX registration_step_registration ON registration_step (registration, at, id);

-- Somebody was there. The id comes from where it was noted, so that the same note sent twice is one fact.
CREATE TABLE attendance (
    id UUID PRIMARY KEY,
    session UUID NOT NULL REFERENCES activity_session (id),
    kind TEXT NOT NULL CHECK (kind IN ('registered', 'walk-in', 'headcount')),
    registration UUID NULL REFERENCES registration (id),
    party UUID NULL REFERENCES party (id),
    name TEXT NOT NULL,
    sex TEXT NOT NULL CHECK (sex IN ('female', 'male', 'unknown')),
    band TEXT NOT NULL CHECK (band IN ('child', 'teen', 'adult', 'senior', 'unknown')),
    heads BIGINT NOT NULL CHECK (heads BETWEEN 1 AND 5000),
    at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    recorded_by UUID NULL,
    source TEXT NOT NULL CHECK (source IN ('desk', 'offline', 'program')),
    -- A second note of the same person is kept and not counted; so is one that was taken back.
    counted BOOLEAN NOT NULL,
    undone_at BIGINT NULL,
    CHECK ((kind = 'registered') = (registration IS NOT NULL)),
    CHECK (undone_at IS NULL OR NOT counted)
);
CREATE UNIQUE INDEX attendance_once ON attendance (session, registration) WHERE counted AND registration IS NOT NULL;
-- Nor does whoever walks in twice, where the register knows them.
CREATE UNIQUE INDEX attendance_walked_in_once ON attendance (session, party)
    WHERE counted AND kind = 'walk-in' AND party IS NOT NULL;
CREATE INDEX attendance_session ON attendance (session, counted, at);
CREATE INDEX attendance_registration ON attendance (registration) WHERE registration IS NOT NULL;
CREATE INDEX attendance_party ON attendance (party) WHERE party IS NOT NULL;
FREEZE attendance (id, session, kind, registration, sex, band, heads, at, recorded_at, source);
REFUSE attendance_counts_again BEFORE UPDATE OF counted ON attendance WHEN NEW.counted AND NOT OLD.counted;
-- Nobody is at what is off, at what nobody knows of, or days before it begins; on which day exactly its own clock says.
REFUSE attendance_at_nothing BEFORE INSERT ON attendance WHEN NOT EXISTS (
    SELECT 1 FROM activity_session s JOIN activity a ON a.id = s.activity WHERE s.id = NEW.session
        AND s.cancelled_because IS NULL AND a.published_at IS NOT NULL AND NEW.at >= s.starts_at - 86400000);
REFUSE attendance_without_a_seat BEFORE INSERT ON attendance WHEN NEW.registration IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM registration r JOIN seat_pool p ON p.id = r.pool JOIN activity_session s ON s.activity = r.activity
    WHERE r.id = NEW.registration AND r.state = 'confirmed' AND NEW.heads <= r.size AND s.id = NEW.session
        AND (p.session IS NULL OR p.session = s.id));

-- What learners of a course do at home and hand in.
CREATE TABLE assignment (
    id UUID PRIMARY KEY,
    activity UUID NOT NULL REFERENCES activity (id),
    title TEXT NOT NULL CHECK (title <> ''),
    task TEXT NOT NULL,
    -- The last day it is taken; none: as long as the course lasts.
    due_on TEXT NULL,
    -- Whether no certificate is given without it.
    required BOOLEAN NOT NULL,
    -- A test that is taken instead: a published version of a questionnaire with points.
    instrument UUID NULL REFERENCES instrument_version (id),
    created_at BIGINT NOT NULL
);
CREATE INDEX assignment_activity ON assignment (activity, created_at);

-- What a learner handed in, and what it came to. Handed in again until somebody has assessed it.
CREATE TABLE submission (
    id UUID PRIMARY KEY,
    assignment UUID NOT NULL REFERENCES assignment (id),
    registration UUID NOT NULL REFERENCES registration (id),
    said TEXT NOT NULL,
    file TEXT NULL REFERENCES file (hash),
    file_name TEXT NOT NULL,
    -- The answers of a test; the latest, where it was taken again.
    response UUID NULL REFERENCES instrument_response (id),
    at BIGINT NOT NULL,
    passed BOOLEAN NULL,
    feedback TEXT NOT NULL,
    assessed_at BIGINT NULL,
    assessed_by UUID NULL,
    UNIQUE (registration, assignment),
    CHECK ((passed IS NULL) = (assessed_at IS NULL))
);
CREATE INDEX submission_assignment ON submission (assignment, at);
CREATE INDEX submission_unassessed ON submission (assignment) WHERE passed IS NULL;
REFUSE submission_assessed BEFORE UPDATE OF said, file ON submission WHEN OLD.passed IS NOT NULL
    AND (NEW.said <> '' OR NEW.file IS NOT NULL);

-- A certificate as it was given: it says what it said, whatever becomes of the course.
CREATE TABLE certificate (
    id UUID PRIMARY KEY,
    -- What stands on it, for everybody to ask.
    code TEXT NOT NULL UNIQUE,
    registration UUID NOT NULL REFERENCES registration (id),
    party UUID NULL REFERENCES party (id),
    -- Whose; a person who is forgotten leaves a dash.
    holder TEXT NOT NULL,
    title TEXT NOT NULL,
    issuer TEXT NOT NULL,
    signer TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    minutes BIGINT NOT NULL,
    result TEXT NULL,
    issued_on TEXT NOT NULL,
    issued_by UUID NULL,
    expires_on TEXT NULL,
    -- The one it replaces.
    replaces UUID NULL UNIQUE REFERENCES certificate (id),
    -- Why it is given although one was taken back.
    again_because TEXT NULL CHECK (again_because <> ''),
    revoked_on TEXT NULL,
    revoked_because TEXT NULL CHECK (revoked_because <> ''),
    CHECK ((revoked_on IS NULL) = (revoked_because IS NULL))
);
CREATE UNIQUE INDEX certificate_once ON certificate (registration) WHERE revoked_on IS NULL;
CREATE INDEX certificate_party ON certificate (party) WHERE party IS NOT NULL;
CREATE INDEX certificate_issued ON certificate (issued_on);
-- It is for somebody who had a seat, did what was asked, and does not teach or lead there; or it replaces one of theirs that
-- was taken back.
REFUSE certificate_undeserved BEFORE INSERT ON certificate WHEN NEW.replaces IS NULL AND NOT EXISTS (
    SELECT 1 FROM registration r JOIN activity a ON a.id = r.activity
    WHERE r.id = NEW.registration AND r.state = 'confirmed' AND r.kind = 'person' AND r.size = 1
        AND NEW.holder = r.name AND NEW.title = a.title AND a.certified AND (r.passed OR NOT a.assessed)
        AND (SELECT count(*) FROM attendance t JOIN activity_session s ON s.id = t.session
                WHERE t.registration = r.id AND t.counted AND s.cancelled_because IS NULL) * 100
            >= a.threshold * (SELECT count(*) FROM activity_session s
                WHERE s.activity = a.id AND s.cancelled_because IS NULL)
        AND NOT EXISTS (SELECT 1 FROM activity_person g WHERE g.activity = a.id
            AND (g.folded = r.folded OR g.party = r.party AND r.guardian = ''))
        AND NOT EXISTS (SELECT 1 FROM assignment w WHERE w.activity = a.id AND w.required
            AND NOT EXISTS (SELECT 1 FROM submission b WHERE b.registration = r.id AND b.assignment = w.id AND b.passed)));
REFUSE certificate_given_again BEFORE INSERT ON certificate
    WHEN NEW.replaces IS NULL AND NEW.again_because IS NULL
        AND EXISTS (SELECT 1 FROM certificate o WHERE o.registration = NEW.registration);
REFUSE certificate_of_another BEFORE INSERT ON certificate WHEN NEW.replaces IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM certificate o WHERE o.id = NEW.replaces AND o.registration = NEW.registration AND o.title = NEW.title
        AND o.issuer = NEW.issuer AND o.signer = NEW.signer AND o.since = NEW.since AND o.until = NEW.until
        AND o.minutes = NEW.minutes AND o.result IS NOT DISTINCT FROM NEW.result AND o.issued_on = NEW.issued_on
        AND o.expires_on IS NOT DISTINCT FROM NEW.expires_on AND o.party IS NOT DISTINCT FROM NEW.party
        AND o.revoked_because = NEW.code);
REFUSE certificate_in_another_name BEFORE UPDATE OF holder ON certificate
    WHEN NEW.holder <> OLD.holder AND NEW.holder <> '–';
-- What it rests on stays while it holds: the seat, the result, having been there, the work that was good enough.
REFUSE registration_certified BEFORE UPDATE OF state, result, passed ON registration
    WHEN (NEW.state <> OLD.state OR NEW.result IS DISTINCT FROM OLD.result OR NEW.passed IS DISTINCT FROM OLD.passed)
        AND EXISTS (SELECT 1 FROM certificate c WHERE c.registration = OLD.id AND c.revoked_on IS NULL);
REFUSE attendance_certified BEFORE UPDATE OF counted ON attendance
    WHEN OLD.counted AND NOT NEW.counted
        AND EXISTS (SELECT 1 FROM certificate c WHERE c.registration = OLD.registration AND c.revoked_on IS NULL);
REFUSE submission_certified BEFORE UPDATE OF passed ON submission
    WHEN OLD.passed AND NOT COALESCE(NEW.passed, FALSE)
        AND EXISTS (SELECT 1 FROM certificate c WHERE c.registration = OLD.registration AND c.revoked_on IS NULL);
FREEZE certificate (revoked_on, revoked_because) WHEN OLD.revoked_on IS NOT NULL;
FREEZE certificate (id, code, registration, title, issuer, signer, since, until, minutes, result, issued_on, expires_on, replaces, again_because);
FREEZE registration_step (id, registration, at, state, why, free);
