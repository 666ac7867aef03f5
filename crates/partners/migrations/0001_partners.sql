-- Whom the library works with. How far a partnership is follows from its agreements and the day; of what no agreement
-- says anything, people say it.
CREATE TABLE partner (
    party UUID PRIMARY KEY REFERENCES party (id),
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('school', 'university', 'community', 'creator', 'firm', 'government',
        'society', 'media', 'publisher', 'library', 'other')),
    -- What people say: somebody thought of it, the two talk, it is over; and since when they say so.
    stage TEXT NOT NULL CHECK (stage IN ('idea', 'talk', 'ended')),
    stage_on TEXT NOT NULL,
    -- Who of the staff looks after it, and what is to be done next, by when.
    owner UUID NULL REFERENCES account (person),
    next_step TEXT NULL CHECK (next_step <> ''),
    next_on TEXT NULL,
    -- What its public page says; shown only where it is public.
    about TEXT NULL CHECK (about <> ''),
    website TEXT NULL CHECK (website <> ''),
    public BOOLEAN NOT NULL,
    -- How a person said that they may be shown.
    consent TEXT NULL CHECK (consent <> ''),
    since TEXT NOT NULL,
    -- Moves on with every change: whoever changes what somebody else has changed meanwhile is told.
    changed_at BIGINT NOT NULL,
    -- When a person was forgotten: what was written about them goes, and only then.
    forgotten_at BIGINT NULL,
    -- The partner that goes on where two turned out to be one.
    follows UUID NULL REFERENCES partner (party) ON UPDATE CASCADE,
    CHECK (next_on IS NULL OR next_step IS NOT NULL),
    CHECK (forgotten_at IS NULL OR NOT public),
    CHECK (follows <> party)
);
REFUSE partner_forgotten_is_a_person BEFORE UPDATE OF forgotten_at ON partner WHEN NEW.forgotten_at IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM party p WHERE p.id = NEW.party AND p.kind = 'person');
CREATE INDEX partner_owner ON partner (owner) WHERE owner IS NOT NULL;
CREATE INDEX partner_next ON partner (next_on) WHERE next_on IS NOT NULL;

-- What was said and done between the two.
CREATE TABLE partner_note (
    id UUID PRIMARY KEY,
    partner UUID NOT NULL REFERENCES partner (party) ON UPDATE CASCADE,
    day TEXT NOT NULL,
    way TEXT NOT NULL CHECK (way IN ('note', 'meeting', 'call', 'message', 'visit')),
    text TEXT NOT NULL CHECK (text <> ''),
    author UUID NULL,
    at BIGINT NOT NULL
);
CREATE INDEX partner_note_partner ON partner_note (partner, day);
REFUSE partner_note_once BEFORE INSERT ON partner_note WHEN
    EXISTS (SELECT 1 FROM partner_note n WHERE n.id = NEW.id);
REFUSE partner_note_kept BEFORE UPDATE OF day, way, text, author, at ON partner_note WHEN TRUE;
REFUSE partner_note_stays BEFORE DELETE ON partner_note WHEN
    NOT EXISTS (SELECT 1 FROM partner t WHERE t.party = OLD.partner AND t.forgotten_at IS NOT NULL);

-- Works of a creator or community.
CREATE TABLE portfolio (
    id UUID PRIMARY KEY,
    partner UUID NOT NULL REFERENCES partner (party) ON UPDATE CASCADE,
    title TEXT NOT NULL CHECK (title <> ''),
    year BIGINT NULL CHECK (year BETWEEN 1000 AND 9999),
    about TEXT NULL CHECK (about <> ''),
    link TEXT NULL CHECK (link <> ''),
    UNIQUE (partner, title)
);

-- Something asked of the library, which ends by leading to what came of it.
CREATE TABLE case_file (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    -- A word of the module that opens such cases: `partnership`, `activity`.
    kind TEXT NOT NULL CHECK (kind <> ''),
    state TEXT NOT NULL CHECK (state IN ('new', 'triaged', 'in-progress', 'resolved', 'refused', 'closed')),
    title TEXT NOT NULL CHECK (title <> ''),
    body TEXT NOT NULL,
    -- Who asks, as they say it; and who it is, where the register knows.
    name TEXT NOT NULL CHECK (name <> ''),
    organisation TEXT NULL CHECK (organisation <> ''),
    phone TEXT NULL CHECK (phone <> ''),
    email TEXT NULL CHECK (email <> ''),
    party UUID NULL REFERENCES party (id),
    -- The partner it concerns.
    partner UUID NULL REFERENCES partner (party) ON UPDATE CASCADE,
    handler UUID NULL REFERENCES account (person),
    -- What the one who asked is told.
    answer TEXT NULL CHECK (answer <> ''),
    outcome_kind TEXT NULL CHECK (outcome_kind <> ''),
    outcome UUID NULL,
    opened_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CHECK ((outcome_kind IS NULL) = (outcome IS NULL)),
    CHECK (state <> 'resolved' OR outcome IS NOT NULL),
    CHECK (state <> 'refused' OR answer IS NOT NULL),
    CHECK (state <> 'closed' OR outcome IS NOT NULL OR answer IS NOT NULL)
);
CREATE INDEX case_file_open ON case_file (opened_at) WHERE state IN ('new', 'triaged', 'in-progress');
CREATE INDEX case_file_opened ON case_file (opened_at, id);
CREATE INDEX case_file_partner ON case_file (partner, opened_at) WHERE partner IS NOT NULL;
CREATE INDEX case_file_party ON case_file (party) WHERE party IS NOT NULL;
CREATE TABLE case_step (
    id UUID PRIMARY KEY,
    case_file UUID NOT NULL REFERENCES case_file (id),
    state TEXT NOT NULL,
    note TEXT NULL CHECK (note <> ''),
    author UUID NULL,
    at BIGINT NOT NULL
);
CREATE INDEX case_step_case ON case_step (case_file, at);
FREEZE case_step;

-- What two or more agreed on paper. Only what people do to it is a state; whether it is in force, runs out or has
-- run out follows from its periods and the day. An addendum is a paper of its own beneath the agreement that it changes.
CREATE TABLE agreement (
    id UUID PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    -- The number on the other side's copy.
    their_number TEXT NULL CHECK (their_number <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('understanding', 'joint', 'cooperation', 'letter', 'addendum')),
    -- The kesepakatan bersama a PKS stands under; the agreement that an addendum changes.
    parent UUID NULL REFERENCES agreement (id),
    title TEXT NOT NULL CHECK (title <> ''),
    state TEXT NOT NULL CHECK (state IN ('draft', 'review', 'signing', 'signed', 'terminated', 'dropped')),
    -- The articles, as in the templates, with names that stand for what the agreement says.
    body TEXT NOT NULL CHECK (body <> ''),
    -- Everything that stands on the paper, from the moment the draft is sent round: nothing of it follows anything any more.
    paper JSONB NULL,
    -- Who began it.
    author UUID NULL,
    -- How often it has been sent round for review.
    round BIGINT NOT NULL CHECK (round >= 0),
    -- How many days before its end whoever wants to go on, or not, has to say so.
    notice_days BIGINT NOT NULL CHECK (notice_days BETWEEN 0 AND 366),
    -- The day the last reviewer approved; a signature before it needs a reason: it was entered from an old paper.
    approved_on TEXT NULL,
    from_paper TEXT NULL CHECK (from_paper <> ''),
    signed_on TEXT NULL,
    ended_on TEXT NULL,
    end_reason TEXT NULL CHECK (end_reason <> ''),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CHECK (parent <> id),
    CHECK ((state IN ('signed', 'terminated')) = (signed_on IS NOT NULL)),
    CHECK ((state = 'terminated') = (ended_on IS NOT NULL)),
    CHECK (state NOT IN ('terminated', 'dropped') OR end_reason IS NOT NULL),
    CHECK (ended_on >= signed_on),
    CHECK (state NOT IN ('review', 'signing', 'signed', 'terminated') OR paper IS NOT NULL),
    CHECK (state NOT IN ('signing', 'signed', 'terminated') OR approved_on IS NOT NULL),
    CHECK (state NOT IN ('draft', 'review') OR approved_on IS NULL),
    CHECK (signed_on >= approved_on OR from_paper IS NOT NULL),
    CHECK (kind <> 'addendum' OR (parent IS NOT NULL AND state <> 'terminated'))
);
-- Every paper begins as a draft and goes one way from there; what was signed goes back to nothing.
REFUSE agreement_begins_as_a_draft BEFORE INSERT ON agreement WHEN NEW.state <> 'draft' OR NEW.round <> 0
    OR EXISTS (SELECT 1 FROM agreement g WHERE (g.id = NEW.id OR g.number = NEW.number) AND g.state <> 'draft');
REFUSE agreement_out_of_order BEFORE UPDATE OF state ON agreement WHEN NEW.state <> OLD.state AND NOT (
    (OLD.state = 'draft' AND NEW.state IN ('review', 'signing', 'dropped'))
    OR (OLD.state = 'review' AND NEW.state IN ('draft', 'signing', 'dropped'))
    OR (OLD.state = 'signing' AND NEW.state IN ('draft', 'signed', 'dropped'))
    OR (OLD.state = 'signed' AND NEW.state = 'terminated'));
FREEZE agreement (id, number, author, created_at);
FREEZE agreement (kind, parent, title, body, notice_days) WHEN OLD.state <> 'draft';
FREEZE agreement (paper, round, approved_on, from_paper, signed_on) WHEN OLD.state IN ('signed', 'terminated', 'dropped');
-- What was sent round is one paper until it is taken back, each time in a round of review of its own; only a library that asks
-- nobody to look at a draft lets it be signed at once.
REFUSE agreement_paper_kept BEFORE UPDATE OF paper ON agreement WHEN OLD.state IN ('review', 'signing')
    AND NOT (NEW.state = 'draft' AND NEW.paper IS NULL);
REFUSE agreement_approval_kept BEFORE UPDATE OF approved_on ON agreement WHEN OLD.state = 'signing'
    AND NEW.state <> 'draft' AND NEW.approved_on IS DISTINCT FROM OLD.approved_on;
REFUSE agreement_round_of_its_own BEFORE UPDATE OF state, round ON agreement WHEN NEW.round <> OLD.round
    + (CASE WHEN OLD.state = 'draft' AND NEW.state IN ('review', 'signing') THEN 1 ELSE 0 END);
REFUSE agreement_unreviewed BEFORE UPDATE OF state ON agreement WHEN OLD.state = 'draft' AND NEW.state = 'signing'
    AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.key = 'partners.reviewers' AND s.value = ''
        AND NOT EXISTS (SELECT 1 FROM setting l WHERE l.key = s.key AND l.at > s.at));
FREEZE agreement (state, end_reason) WHEN OLD.state IN ('terminated', 'dropped');
-- The day on which it was ended can be corrected as long as nothing has ended with it.
REFUSE agreement_end_kept BEFORE UPDATE OF ended_on ON agreement WHEN OLD.ended_on IS NOT NULL
    AND EXISTS (SELECT 1 FROM agreement_over o WHERE o.agreement = OLD.id AND o.until = OLD.ended_on);
CREATE INDEX agreement_parent ON agreement (parent) WHERE parent IS NOT NULL;
-- One change at a time: the next addendum begins with what the one before has made of the agreement.
CREATE UNIQUE INDEX agreement_open_addendum ON agreement (parent)
    WHERE kind = 'addendum' AND state IN ('draft', 'review', 'signing');
CREATE INDEX agreement_state ON agreement (state);
CREATE INDEX agreement_created ON agreement (created_at, number);

-- Who it is with. The library itself is always PIHAK KESATU and has no row.
CREATE TABLE agreement_party (
    id UUID PRIMARY KEY,
    agreement UUID NOT NULL REFERENCES agreement (id),
    partner UUID NOT NULL REFERENCES partner (party) ON UPDATE CASCADE,
    position BIGINT NOT NULL CHECK (position >= 2),
    UNIQUE (agreement, partner),
    UNIQUE (agreement, position)
);
CREATE INDEX agreement_party_partner ON agreement_party (partner);
-- What was sent round is frozen: nobody joins it, and nobody leaves.
REFUSE agreement_party_later BEFORE INSERT ON agreement_party WHEN
    EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.agreement AND g.state <> 'draft');
REFUSE agreement_party_kept BEFORE DELETE OR UPDATE OF agreement, position ON agreement_party WHEN
    EXISTS (SELECT 1 FROM agreement g WHERE g.id = OLD.agreement AND g.state <> 'draft');
-- It is with somebody else only where the two turned out to be one, or two after all.
REFUSE agreement_party_of_another BEFORE UPDATE OF partner ON agreement_party WHEN NEW.partner <> OLD.partner
    AND EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.agreement AND g.state <> 'draft')
    AND EXISTS (SELECT 1 FROM partner t WHERE t.party = OLD.partner AND t.follows IS DISTINCT FROM NEW.partner)
    AND NOT EXISTS (SELECT 1 FROM partner t WHERE t.party = NEW.partner AND t.follows = OLD.partner);

-- For how long it runs: each renewal is a row. Each period names the last day of the one before it, so that the
-- database itself refuses periods that overlap, on both engines; gaps are allowed.
CREATE TABLE agreement_period (
    id UUID PRIMARY KEY,
    agreement UUID NOT NULL REFERENCES agreement (id),
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    -- The day after it, so that a question about days that follow each other needs no calendar.
    next_day TEXT NOT NULL,
    previous_until TEXT NULL,
    -- What it was prolonged or shortened by.
    addendum UUID NULL REFERENCES agreement (id),
    CHECK (until >= since),
    CHECK (next_day > until),
    CHECK (since > previous_until),
    UNIQUE (agreement, until),
    UNIQUE (agreement, previous_until),
    FOREIGN KEY (agreement, previous_until) REFERENCES agreement_period (agreement, until) ON UPDATE CASCADE
);
CREATE UNIQUE INDEX agreement_period_first ON agreement_period (agreement) WHERE previous_until IS NULL;
CREATE INDEX agreement_period_until ON agreement_period (until);
-- A signed agreement runs as its signed addenda say.
REFUSE agreement_period_later BEFORE INSERT ON agreement_period WHEN
    EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.agreement AND g.state <> 'draft')
    AND NOT EXISTS (SELECT 1 FROM agreement_change w JOIN agreement a ON a.id = w.addendum
        WHERE a.id = NEW.addendum AND a.state = 'signed' AND a.parent = NEW.agreement
            AND w.what = 'renew' AND w.since = NEW.since AND w.until = NEW.until);
REFUSE agreement_period_without_paper BEFORE UPDATE OF since, until, next_day, addendum ON agreement_period WHEN
    EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.agreement AND g.state <> 'draft')
    AND NOT (NEW.since = OLD.since AND EXISTS (SELECT 1 FROM agreement_change w JOIN agreement a ON a.id = w.addendum
        WHERE a.id = NEW.addendum AND a.state = 'signed' AND a.parent = NEW.agreement
            AND w.what = 'until' AND w.was_until = OLD.until AND w.until = NEW.until));
REFUSE agreement_period_kept BEFORE DELETE ON agreement_period WHEN
    EXISTS (SELECT 1 FROM agreement g WHERE g.id = OLD.agreement AND g.state <> 'draft');

-- Files that belong to a partner, and to one of its agreements where they do.
CREATE TABLE partner_document (
    id UUID PRIMARY KEY,
    partner UUID NOT NULL REFERENCES partner (party) ON UPDATE CASCADE,
    agreement UUID NULL REFERENCES agreement (id),
    kind TEXT NOT NULL CHECK (kind IN ('signed', 'authority', 'opinion', 'report', 'roster', 'other')),
    title TEXT NOT NULL CHECK (title <> ''),
    file TEXT NOT NULL REFERENCES file (hash),
    -- Whether the partner sees it in the portal.
    shared BOOLEAN NOT NULL,
    author UUID NULL,
    at BIGINT NOT NULL
);
CREATE INDEX partner_document_partner ON partner_document (partner, at);
CREATE INDEX partner_document_agreement ON partner_document (agreement) WHERE agreement IS NOT NULL;
REFUSE partner_document_once BEFORE INSERT ON partner_document WHEN
    EXISTS (SELECT 1 FROM partner_document d WHERE d.id = NEW.id);
REFUSE partner_document_kept BEFORE UPDATE OF agreement, kind, title, file, author, at ON partner_document WHEN TRUE;
REFUSE partner_document_stays BEFORE DELETE ON partner_document WHEN OLD.agreement IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM partner t WHERE t.party = OLD.partner AND t.forgotten_at IS NOT NULL);

-- Who signs, and by what paper they may.
CREATE TABLE signatory (
    id UUID PRIMARY KEY,
    agreement UUID NOT NULL REFERENCES agreement (id),
    -- For whom; none for the library.
    partner UUID NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    title TEXT NOT NULL CHECK (title <> ''),
    -- By their office, or by a surat kuasa.
    authority TEXT NOT NULL CHECK (authority IN ('office', 'power')),
    document TEXT NOT NULL CHECK (document <> ''),
    document_on TEXT NOT NULL,
    -- The last day of the power, where it has one; and the paper itself, without which nobody signs for another.
    document_until TEXT NULL,
    file UUID NULL REFERENCES partner_document (id),
    signed_on TEXT NULL,
    CHECK (document_until >= document_on),
    CHECK (authority <> 'power' OR file IS NOT NULL),
    CHECK (signed_on >= document_on),
    CHECK (signed_on <= document_until),
    FOREIGN KEY (agreement, partner) REFERENCES agreement_party (agreement, partner) ON UPDATE CASCADE
);
CREATE INDEX signatory_agreement ON signatory (agreement);
CREATE INDEX signatory_file ON signatory (file) WHERE file IS NOT NULL;
CREATE UNIQUE INDEX signatory_ours ON signatory (agreement, name) WHERE partner IS NULL;
CREATE UNIQUE INDEX signatory_theirs ON signatory (agreement, partner, name) WHERE partner IS NOT NULL;
FREEZE signatory (name, title, authority, document, document_on, document_until, file, signed_on)
    WHEN OLD.signed_on IS NOT NULL;
-- Who signs stands on the paper: they are named in the draft alone, and sign when it has been approved.
REFUSE signatory_later BEFORE INSERT ON signatory WHEN NEW.signed_on IS NOT NULL
    OR EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.agreement AND g.state <> 'draft');
REFUSE signatory_frozen BEFORE UPDATE OF name, title, authority, document, document_on, document_until, file ON signatory WHEN
    EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.agreement AND g.state <> 'draft');
REFUSE signatory_moved BEFORE UPDATE OF agreement ON signatory WHEN NEW.agreement <> OLD.agreement;
-- Whom they sign for changes only with the side itself, when two partners turn out to be one.
REFUSE signatory_changed_sides BEFORE UPDATE OF partner ON signatory WHEN NEW.partner IS DISTINCT FROM OLD.partner
    AND (NEW.partner IS NULL OR OLD.partner IS NULL
        OR EXISTS (SELECT 1 FROM agreement_party s WHERE s.agreement = NEW.agreement AND s.partner = OLD.partner));
REFUSE signatory_signs_out_of_turn BEFORE UPDATE OF signed_on ON signatory WHEN
    NOT EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.agreement AND g.state = 'signing');
REFUSE signatory_kept BEFORE DELETE ON signatory WHEN
    EXISTS (SELECT 1 FROM agreement g WHERE g.id = OLD.agreement AND g.state <> 'draft');
REFUSE agreement_unsigned BEFORE UPDATE OF state ON agreement WHEN NEW.state = 'signed' AND (
    EXISTS (SELECT 1 FROM signatory n WHERE n.agreement = NEW.id AND n.signed_on IS NULL)
    OR NOT EXISTS (SELECT 1 FROM signatory n WHERE n.agreement = NEW.id AND n.partner IS NULL)
    OR EXISTS (SELECT 1 FROM agreement_party s WHERE s.agreement = NEW.id AND NOT EXISTS (
        SELECT 1 FROM signatory n WHERE n.agreement = NEW.id AND n.partner = s.partner)));

-- Who looks at a draft before it is signed, one after the other; each round anew. A step is taken by whoever holds a role, by
-- one person, or outside the library: then what was said there lies with it. Where the steps are apart, nobody takes two
-- of them, and whoever began the draft or sent it round takes none; what an outsider wrote may be filed by anybody.
CREATE TABLE review_step (
    id UUID PRIMARY KEY,
    agreement UUID NOT NULL REFERENCES agreement (id),
    round BIGINT NOT NULL,
    position BIGINT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    role TEXT NULL,
    person UUID NULL,
    outside BOOLEAN NOT NULL,
    document UUID NULL REFERENCES partner_document (id),
    apart BOOLEAN NOT NULL,
    -- Who began what is looked at, and who sent it round.
    author UUID NULL,
    submitter UUID NULL,
    decision TEXT NULL CHECK (decision IN ('approved', 'changes')),
    note TEXT NULL CHECK (note <> ''),
    decider UUID NULL,
    decided_at BIGINT NULL,
    UNIQUE (agreement, round, position),
    CHECK ((decision IS NULL) = (decided_at IS NULL)),
    CHECK ((decision IS NULL) = (decider IS NULL)),
    CHECK (decision <> 'changes' OR note IS NOT NULL),
    CHECK (CASE WHEN role IS NULL THEN 0 ELSE 1 END + CASE WHEN person IS NULL THEN 0 ELSE 1 END
        + CASE WHEN outside THEN 1 ELSE 0 END = 1),
    CHECK (decider = person),
    CHECK (document IS NULL OR outside),
    CHECK (NOT outside OR decision <> 'approved' OR document IS NOT NULL),
    CHECK (NOT apart OR outside OR (decider <> author AND decider <> submitter))
);
CREATE UNIQUE INDEX review_step_decider ON review_step (agreement, round, decider)
    WHERE apart AND NOT outside AND decider IS NOT NULL;
-- Whom a draft goes round to is said when it is sent round, and stays.
REFUSE review_step_later BEFORE INSERT ON review_step WHEN NEW.decision IS NOT NULL
    OR EXISTS (SELECT 1 FROM review_step s WHERE s.id = NEW.id
        OR (s.agreement = NEW.agreement AND s.round = NEW.round AND s.position = NEW.position))
    OR NOT EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.agreement AND g.round = NEW.round AND g.state = 'review');
FREEZE review_step (id, agreement, round, position, name, role, person, outside, apart, author, submitter);
FREEZE review_step (decision, note, decider, decided_at, document) WHEN OLD.decision IS NOT NULL;
REFUSE review_step_out_of_turn BEFORE UPDATE OF decision ON review_step WHEN NEW.decision IS NOT NULL
    AND EXISTS (SELECT 1 FROM review_step p WHERE p.agreement = NEW.agreement AND p.round = NEW.round
        AND p.position < NEW.position AND (p.decision IS NULL OR p.decision <> 'approved'));
REFUSE review_step_of_others BEFORE UPDATE OF decision ON review_step WHEN NEW.role IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM role_holder h
        WHERE h.role = NEW.role AND h.person = NEW.decider AND h.branch IS NULL);
REFUSE agreement_unapproved BEFORE UPDATE OF state ON agreement WHEN NEW.state IN ('signing', 'signed')
    AND (EXISTS (SELECT 1 FROM review_step s WHERE s.agreement = NEW.id AND s.round = NEW.round
            AND (s.decision IS NULL OR s.decision <> 'approved'))
        OR (OLD.state = 'review' AND NOT EXISTS (SELECT 1 FROM review_step s
            WHERE s.agreement = NEW.id AND s.round = OLD.round)));

-- Reminders that were really given. A reminder belongs to the last day it was about: with another last day it is
-- given anew.
CREATE TABLE agreement_reminder (
    id UUID PRIMARY KEY,
    agreement UUID NOT NULL REFERENCES agreement (id),
    until TEXT NOT NULL,
    days BIGINT NOT NULL CHECK (days >= 0),
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX agreement_reminder_once ON agreement_reminder (agreement, until, days);
FREEZE agreement_reminder;

-- That an agreement is over was carried out and told: once for each last day.
CREATE TABLE agreement_over (
    id UUID PRIMARY KEY,
    agreement UUID NOT NULL REFERENCES agreement (id),
    until TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX agreement_over_once ON agreement_over (agreement, until);
FREEZE agreement_over;

-- Who gives what, how much, by when, for what: written in the draft, afterwards only by a signed addendum. What has been
-- done of it is never written here.
CREATE TABLE commitment (
    id UUID PRIMARY KEY,
    agreement UUID NOT NULL REFERENCES agreement (id),
    -- Who gives; none for the library.
    giver UUID NULL,
    about TEXT NOT NULL CHECK (about <> ''),
    unit TEXT NOT NULL CHECK (unit IN
        ('rupiah', 'books', 'pieces', 'hours', 'sessions', 'people', 'memberships', 'visits', 'times')),
    amount BIGINT NOT NULL CHECK (amount > 0),
    due TEXT NULL,
    purpose TEXT NULL CHECK (purpose <> ''),
    -- The facts of a module that count for it; none where it is shown by notes, which serve only for what is done a number
    -- of times and no module keeps: whatever has a place in a module is counted there alone.
    counts TEXT NULL CHECK (counts <> ''),
    by_notes BOOLEAN NOT NULL,
    -- The day from which facts count; none for the first day of the agreement.
    since TEXT NULL,
    -- The promise of the period before that this one makes again.
    renews UUID NULL UNIQUE REFERENCES commitment (id),
    -- When both sides let go of it.
    released_at BIGINT NULL,
    -- The addendum that brought it or changed it last.
    addendum UUID NULL REFERENCES agreement (id),
    at BIGINT NOT NULL,
    CHECK (by_notes = (counts IS NULL)),
    CHECK (NOT by_notes OR unit = 'times'),
    CHECK (renews <> id),
    UNIQUE (id, by_notes),
    FOREIGN KEY (agreement, giver) REFERENCES agreement_party (agreement, partner) ON UPDATE CASCADE
);
CREATE INDEX commitment_agreement ON commitment (agreement);
CREATE INDEX commitment_due ON commitment (due) WHERE due IS NOT NULL AND released_at IS NULL;

-- What an addendum changes, once it is signed: exactly this and nothing else.
CREATE TABLE agreement_change (
    id UUID PRIMARY KEY,
    addendum UUID NOT NULL REFERENCES agreement (id),
    what TEXT NOT NULL CHECK (what IN ('promise', 'revise', 'release', 'until', 'renew', 'clause')),
    -- The promise that is changed or let go of.
    commitment UUID NULL REFERENCES commitment (id),
    -- The promise that is made again for the period that is added.
    renews UUID NULL REFERENCES commitment (id),
    -- A promise that is added; of one that is changed, how much and by when it is now, and was before.
    giver UUID NULL,
    about TEXT NULL CHECK (about <> ''),
    unit TEXT NULL CHECK (unit IN
        ('rupiah', 'books', 'pieces', 'hours', 'sessions', 'people', 'memberships', 'visits', 'times')),
    amount BIGINT NULL CHECK (amount > 0),
    was_amount BIGINT NULL,
    due TEXT NULL,
    was_due TEXT NULL,
    purpose TEXT NULL CHECK (purpose <> ''),
    counts TEXT NULL CHECK (counts <> ''),
    -- Another last day, with the one before; or another period.
    since TEXT NULL,
    until TEXT NULL,
    was_until TEXT NULL,
    at BIGINT NOT NULL,
    UNIQUE (addendum, commitment),
    UNIQUE (addendum, renews),
    CHECK (renews IS NULL OR what = 'promise'),
    CHECK (what <> 'promise' OR counts IS NOT NULL OR unit = 'times'),
    CHECK ((what IN ('revise', 'release')) = (commitment IS NOT NULL)),
    CHECK (what <> 'promise' OR (about IS NOT NULL AND unit IS NOT NULL AND amount IS NOT NULL)),
    CHECK (what <> 'revise' OR amount IS NOT NULL),
    CHECK (what <> 'clause' OR about IS NOT NULL),
    CHECK ((what IN ('until', 'renew')) = (until IS NOT NULL)),
    CHECK ((what = 'renew') = (since IS NOT NULL)),
    CHECK (until >= since),
    FOREIGN KEY (addendum, giver) REFERENCES agreement_party (agreement, partner) ON UPDATE CASCADE
);
REFUSE agreement_change_moved BEFORE UPDATE OF addendum ON agreement_change WHEN NEW.addendum <> OLD.addendum;
REFUSE agreement_change_of_another BEFORE UPDATE OF giver ON agreement_change WHEN NEW.giver IS DISTINCT FROM OLD.giver
    AND (NEW.giver IS NULL OR OLD.giver IS NULL
        OR EXISTS (SELECT 1 FROM agreement_party s WHERE s.agreement = NEW.addendum AND s.partner = OLD.giver));
CREATE UNIQUE INDEX agreement_change_period ON agreement_change (addendum) WHERE what IN ('until', 'renew');
CREATE INDEX agreement_change_renews ON agreement_change (renews) WHERE renews IS NOT NULL;
REFUSE agreement_change_later BEFORE INSERT ON agreement_change WHEN
    NOT EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.addendum AND g.kind = 'addendum' AND g.state = 'draft');
REFUSE agreement_change_kept BEFORE DELETE OR UPDATE OF what, about, unit, amount, was_amount, due, was_due, purpose, counts,
    renews, since, until, was_until ON agreement_change WHEN
    EXISTS (SELECT 1 FROM agreement g WHERE g.id = OLD.addendum AND g.state <> 'draft');
-- What was signed is promised as it was signed, or as a signed addendum says.
REFUSE commitment_later BEFORE INSERT ON commitment WHEN
    EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.agreement AND g.state <> 'draft')
    AND NOT EXISTS (SELECT 1 FROM agreement_change w JOIN agreement a ON a.id = w.addendum
        WHERE w.id = NEW.id AND w.what = 'promise' AND a.id = NEW.addendum AND a.state = 'signed'
            AND a.parent = NEW.agreement AND w.about = NEW.about AND w.unit = NEW.unit AND w.amount = NEW.amount
            AND w.giver IS NOT DISTINCT FROM NEW.giver AND w.due IS NOT DISTINCT FROM NEW.due);
REFUSE commitment_moved BEFORE UPDATE OF agreement ON commitment WHEN NEW.agreement <> OLD.agreement;
-- An addendum changes how much of it and by when, or lets go of it; nothing else of a promise changes, nor who gave it, save
-- with the side itself.
REFUSE commitment_frozen BEFORE UPDATE OF about, unit, purpose, counts, by_notes, since, renews, at ON commitment WHEN
    EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.agreement AND g.state <> 'draft');
REFUSE commitment_of_another BEFORE UPDATE OF giver ON commitment WHEN NEW.giver IS DISTINCT FROM OLD.giver
    AND EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.agreement AND g.state <> 'draft')
    AND (NEW.giver IS NULL OR OLD.giver IS NULL
        OR EXISTS (SELECT 1 FROM agreement_party s WHERE s.agreement = NEW.agreement AND s.partner = OLD.giver));
REFUSE commitment_without_paper BEFORE UPDATE OF amount, due, released_at, addendum ON commitment WHEN
    EXISTS (SELECT 1 FROM agreement g WHERE g.id = NEW.agreement AND g.state <> 'draft')
    AND NOT EXISTS (SELECT 1 FROM agreement_change w JOIN agreement a ON a.id = w.addendum
        WHERE a.id = NEW.addendum AND a.state = 'signed' AND a.parent = NEW.agreement AND w.commitment = NEW.id
            AND ((w.what = 'revise' AND w.was_amount = OLD.amount AND w.was_due IS NOT DISTINCT FROM OLD.due
                    AND w.amount = NEW.amount AND w.due IS NOT DISTINCT FROM NEW.due
                    AND NEW.released_at IS NOT DISTINCT FROM OLD.released_at)
                OR (w.what = 'release' AND OLD.released_at IS NULL AND NEW.released_at IS NOT NULL
                    AND NEW.amount = OLD.amount AND NEW.due IS NOT DISTINCT FROM OLD.due)));
REFUSE commitment_kept BEFORE DELETE ON commitment WHEN
    EXISTS (SELECT 1 FROM agreement g WHERE g.id = OLD.agreement AND g.state <> 'draft');

-- What became of a promise that was not kept when its agreement was over: the two settled it, let go of it, or took it over
-- into another.
CREATE TABLE commitment_closing (
    commitment UUID PRIMARY KEY REFERENCES commitment (id),
    how TEXT NOT NULL CHECK (how IN ('settled', 'let-go', 'carried')),
    note TEXT NOT NULL CHECK (note <> ''),
    author UUID NULL,
    at BIGINT NOT NULL
);
FREEZE commitment_closing;

-- What those who speak for a partner say of that: their own word, which nobody of the library writes. What was said stays, the
-- latest word counts; whoever is forgotten leaves no words behind.
CREATE TABLE closing_reply (
    id UUID PRIMARY KEY,
    commitment UUID NOT NULL REFERENCES commitment_closing (commitment),
    partner UUID NOT NULL REFERENCES partner (party) ON UPDATE CASCADE,
    agrees BOOLEAN NOT NULL,
    words TEXT NULL CHECK (words <> ''),
    author UUID NULL REFERENCES party (id),
    day TEXT NOT NULL,
    at BIGINT NOT NULL,
    CHECK (agrees OR words IS NOT NULL OR author IS NULL)
);
CREATE INDEX closing_reply_commitment ON closing_reply (commitment, at);
CREATE INDEX closing_reply_partner ON closing_reply (partner, at);
CREATE INDEX closing_reply_author ON closing_reply (author) WHERE author IS NOT NULL;
-- It concerns whoever promised; what the library promised concerns all.
REFUSE closing_reply_of_another BEFORE INSERT ON closing_reply WHEN NOT EXISTS (
    SELECT 1 FROM commitment c JOIN agreement_party s ON s.agreement = c.agreement AND s.partner = NEW.partner
    WHERE c.id = NEW.commitment AND (c.giver IS NULL OR c.giver = NEW.partner));
REFUSE closing_reply_once BEFORE INSERT ON closing_reply WHEN
    EXISTS (SELECT 1 FROM closing_reply r WHERE r.id = NEW.id);
REFUSE closing_reply_kept BEFORE UPDATE OF commitment, agrees, day, at ON closing_reply WHEN TRUE;
REFUSE closing_reply_said BEFORE UPDATE OF words ON closing_reply WHEN NEW.words IS NOT NULL;
REFUSE closing_reply_stays BEFORE DELETE ON closing_reply WHEN TRUE;

-- That both sides were told of a promise that is late: once for each day it was due.
CREATE TABLE commitment_reminder (
    id UUID PRIMARY KEY,
    commitment UUID NOT NULL REFERENCES commitment (id),
    due TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE UNIQUE INDEX commitment_reminder_once ON commitment_reminder (commitment, due);
FREEZE commitment_reminder;

-- Something that was given, with what shows it. Nothing is changed or taken away: a mistake is reversed.
CREATE TABLE fulfilment (
    id UUID PRIMARY KEY,
    commitment UUID NOT NULL,
    by_notes BOOLEAN NOT NULL CHECK (by_notes),
    day TEXT NOT NULL,
    amount BIGINT NOT NULL CHECK (amount <> 0),
    what TEXT NOT NULL CHECK (what <> ''),
    document UUID NULL REFERENCES partner_document (id),
    -- What it takes back, and how much that was: of the same promise, all of it, and itself no reversal.
    reverses UUID NULL UNIQUE,
    mirrors BIGINT NULL CHECK (mirrors > 0),
    author UUID NULL,
    at BIGINT NOT NULL,
    CHECK ((amount < 0) = (reverses IS NOT NULL)),
    CHECK ((reverses IS NULL) = (mirrors IS NULL)),
    CHECK (mirrors = -amount),
    UNIQUE (id, commitment, amount),
    FOREIGN KEY (reverses, commitment, mirrors) REFERENCES fulfilment (id, commitment, amount),
    FOREIGN KEY (commitment, by_notes) REFERENCES commitment (id, by_notes)
);
FREEZE fulfilment;
REFUSE fulfilment_of_a_draft BEFORE INSERT ON fulfilment WHEN
    NOT EXISTS (SELECT 1 FROM commitment c JOIN agreement g ON g.id = c.agreement
        WHERE c.id = NEW.commitment AND g.state IN ('signed', 'terminated'));
CREATE INDEX fulfilment_commitment ON fulfilment (commitment, day);

-- Once a year or more often somebody looks at a partnership and says what should become of it; what was said stays.
CREATE TABLE partner_review (
    id UUID PRIMARY KEY,
    partner UUID NOT NULL REFERENCES partner (party) ON UPDATE CASCADE,
    year BIGINT NOT NULL,
    proposal TEXT NOT NULL CHECK (proposal IN ('renew', 'change', 'end')),
    satisfaction BIGINT NULL CHECK (satisfaction BETWEEN 1 AND 4),
    reasons TEXT NOT NULL CHECK (reasons <> ''),
    author UUID NULL,
    at BIGINT NOT NULL
);
CREATE INDEX partner_review_partner ON partner_review (partner, at);
REFUSE partner_review_once BEFORE INSERT ON partner_review WHEN
    EXISTS (SELECT 1 FROM partner_review r WHERE r.id = NEW.id);
REFUSE partner_review_kept BEFORE UPDATE OF year, proposal, satisfaction, reasons, author, at ON partner_review WHEN TRUE;
REFUSE partner_review_stays BEFORE DELETE ON partner_review WHEN
    NOT EXISTS (SELECT 1 FROM partner t WHERE t.party = OLD.partner AND t.forgotten_at IS NOT NULL);

-- How content those who speak for a partner say to be: their own word, which nobody of the library writes. What was said
-- stays, the latest word counts; whoever is forgotten leaves no words behind.
CREATE TABLE partner_opinion (
    id UUID PRIMARY KEY,
    partner UUID NOT NULL REFERENCES partner (party) ON UPDATE CASCADE,
    satisfaction BIGINT NOT NULL CHECK (satisfaction BETWEEN 1 AND 4),
    words TEXT NULL CHECK (words <> ''),
    author UUID NULL REFERENCES party (id),
    day TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX partner_opinion_partner ON partner_opinion (partner, at);
CREATE INDEX partner_opinion_author ON partner_opinion (author) WHERE author IS NOT NULL;
REFUSE partner_opinion_once BEFORE INSERT ON partner_opinion WHEN
    EXISTS (SELECT 1 FROM partner_opinion o WHERE o.id = NEW.id);
REFUSE partner_opinion_kept BEFORE UPDATE OF satisfaction, day, at ON partner_opinion WHEN TRUE;
REFUSE partner_opinion_said BEFORE UPDATE OF words ON partner_opinion WHEN NEW.words IS NOT NULL;
REFUSE partner_opinion_stays BEFORE DELETE ON partner_opinion WHEN
    NOT EXISTS (SELECT 1 FROM partner t WHERE t.party = OLD.partner AND t.forgotten_at IS NOT NULL);
