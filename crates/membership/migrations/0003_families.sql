-- Who registered themselves, and whom they named as the one who cares for them.
CREATE TABLE joining (
    member UUID PRIMARY KEY REFERENCES member (person),
    guardian_name TEXT NOT NULL,
    guardian_phone TEXT NOT NULL,
    guardian_code TEXT NOT NULL,
    -- Whether whoever registered has stated that their guardian is 18 or older.
    guardian_grown BOOLEAN NOT NULL DEFAULT FALSE,
    at BIGINT NOT NULL,
    -- What lets whoever registered choose a password, once: the hash of it, and until when.
    claim BYTEA NULL UNIQUE,
    claim_until BIGINT NULL,
    -- Whether the register may have known them already: the desk looks, whoever registered is told nothing of it.
    known BOOLEAN NOT NULL,
    CHECK ((claim IS NULL) = (claim_until IS NULL))
);
CREATE INDEX joining_at ON joining (at);

-- The words that guardians agree to on their own page, kept as they were shown.
CREATE TABLE consent_text (
    print TEXT PRIMARY KEY,
    lang TEXT NOT NULL CHECK (lang <> ''),
    words TEXT NOT NULL CHECK (words <> ''),
    since BIGINT NOT NULL
);

-- What a school or another partner has collected of the parents of many, on paper, and confirms for all of them.
CREATE TABLE consent_list (
    id UUID PRIMARY KEY,
    -- What was seen and where it lies.
    evidence TEXT NOT NULL CHECK (evidence <> ''),
    -- Who confirms it there, and on which day they did.
    confirmed_by TEXT NOT NULL CHECK (confirmed_by <> ''),
    confirmed_on TEXT NOT NULL
);

-- What a parent or guardian has agreed to for somebody below 18, with what proves it (PP 17/2025).
CREATE TABLE consent (
    id UUID PRIMARY KEY,
    subject UUID NOT NULL REFERENCES party (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('membership')),
    giver UUID NOT NULL REFERENCES party (id),
    -- On paper, seen by somebody of the library, by the guardian on their own page, or on paper that the organisation
    -- holds which the giver is here.
    via TEXT NOT NULL CHECK (via IN ('paper', 'online', 'list')),
    -- On paper, what was seen and where it lies.
    evidence TEXT NULL CHECK (evidence <> ''),
    -- Online, the words that were agreed to.
    agreed TEXT NULL REFERENCES consent_text (print),
    -- Of many, what the organisation confirmed.
    list UUID NULL REFERENCES consent_list (id),
    given_at BIGINT NOT NULL,
    withdrawn_at BIGINT NULL CHECK (withdrawn_at >= given_at),
    CHECK ((via = 'paper') = (evidence IS NOT NULL)),
    CHECK ((via = 'online') = (agreed IS NOT NULL)),
    CHECK ((via = 'list') = (list IS NOT NULL))
);
CREATE UNIQUE INDEX consent_in_force ON consent (subject, purpose) WHERE withdrawn_at IS NULL;
CREATE INDEX consent_subject ON consent (subject, given_at);
CREATE INDEX consent_giver ON consent (giver);
CREATE INDEX consent_by_list ON consent (list) WHERE list IS NOT NULL;
-- A person agrees, and confirms for many as an organisation; of somebody forgotten nobody knows who agreed.
REFUSE consent_of_nobody BEFORE INSERT OR UPDATE OF giver ON consent
    WHEN NOT EXISTS (SELECT 1 FROM party g WHERE g.id = NEW.giver AND g.folded <> ''
        AND (g.kind = 'person') = (NEW.via <> 'list'));

-- On who cares for a child rests what they have agreed to: it is taken back before that is said never to have been.
REFUSE care_agreed_by BEFORE DELETE ON relationship
    WHEN OLD.kind = 'guardian' AND EXISTS (SELECT 1 FROM consent c
        JOIN party g ON g.id = c.giver AND g.folded <> '' JOIN party s ON s.id = c.subject AND s.folded <> ''
        WHERE c.giver = OLD.party AND c.subject = OLD.other AND c.withdrawn_at IS NULL);

-- Whom an organisation can confirm the consent of their parents for: its pupils, and who stands on a list it sent, to
-- whose membership nobody has ever agreed. Whoever's guardian took it back is asked themselves.
CREATE VIEW consent_owed AS
    SELECT x.organisation, x.since, x.until, x.class, m.person, m.code, p.name, p.folded, p.born
    FROM (
        SELECT s.partner AS organisation, r.person, r.class, CAST(NULL AS TEXT) AS since, CAST(NULL AS TEXT) AS until
        FROM roster_row r JOIN sponsorship s ON s.id = r.sponsorship WHERE r.state <> 'gone'
        UNION ALL SELECT l.other, l.party, l.note, l.since, l.until FROM relationship l WHERE l.kind = 'pupil') x
    JOIN member m ON m.person = x.person JOIN party p ON p.id = m.person
    WHERE m.closed_at IS NULL AND p.merged_into IS NULL AND p.folded <> '' AND NOT EXISTS (
        SELECT 1 FROM consent c WHERE c.subject = m.person AND c.purpose = 'membership');

-- Everything a member is known by, once for each basis and what that hangs on. A membership whose person turned out
-- to be somebody else's second entry is seen no more.
CREATE VIEW member_basis AS
    SELECT m.person, m.code, p.name, p.folded, m.plan, m.branch, m.since, m.blocked, m.confirmed_at, m.closed_at,
        m.consent_due,
        p.born, p.phone, p.village,
        COALESCE(p.area, (SELECT MIN(a.area) FROM party_address a WHERE a.party = p.id)) AS area, p.note, c.id IS NOT NULL AS consented,
        -- On a plan that children can have nobody is grown up for want of a date.
        p.born IS NULL AND COALESCE(pl.age_from, 0) < 18 AS birth_owed,
        b.id AS basis, b.kind, b.since AS basis_since, b.until AS basis_until,
        s.until AS sponsor_until,
        -- What hangs on a guardian counts while they care for the child.
        w.since AS care_since, w.until AS care_until,
        g.since AS guardian_since, g.until AS guardian_until, gs.until AS guardian_sponsor_until
    FROM member m JOIN party p ON p.id = m.person JOIN plan pl ON pl.code = m.plan
    LEFT JOIN consent c ON c.subject = m.person AND c.purpose = 'membership' AND c.withdrawn_at IS NULL
    LEFT JOIN basis b ON b.member = m.person
    LEFT JOIN sponsorship s ON s.id = b.sponsorship
    LEFT JOIN relationship w ON w.other = b.member AND w.party = b.guardian AND w.kind = 'guardian'
    LEFT JOIN basis g ON g.member = b.guardian AND g.kind <> 'guardian' AND w.id IS NOT NULL
    LEFT JOIN sponsorship gs ON gs.id = g.sponsorship
    -- Of somebody forgotten no name is left.
    WHERE p.merged_into IS NULL AND p.folded <> '';

-- Who joined before the day they were 18 (day and month of the birth date, 18 years later) and has not been asked since
-- whether they stay; also those whose birthday is to come.
CREATE VIEW grown_unseen AS
    SELECT m.person, p.born FROM member m JOIN party p ON p.id = m.person
    WHERE m.grown_seen_at IS NULL AND m.closed_at IS NULL AND p.merged_into IS NULL AND p.folded <> ''
      AND CAST(CAST(substr(p.born, 1, 4) AS INTEGER) + 18 AS TEXT) || substr(p.born, 5) > m.since;
