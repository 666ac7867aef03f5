-- Who registered themselves, and whom they named as the one who cares for them.
CREATE TABLE joining (
    member UUID PRIMARY KEY REFERENCES member (person),
    guardian_name TEXT NOT NULL,
    guardian_phone TEXT NOT NULL,
    guardian_code TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- What lets whoever registered choose a password, once: the hash of it, and until when.
    claim BYTEA NULL UNIQUE,
    claim_until BIGINT NULL,
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

-- What a parent or guardian has agreed to for somebody below 18, with what proves it (PP 17/2025).
CREATE TABLE consent (
    id UUID PRIMARY KEY,
    subject UUID NOT NULL REFERENCES party (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('membership')),
    giver UUID NOT NULL REFERENCES party (id),
    -- On paper, seen by somebody of the library, or by the guardian on their own page.
    via TEXT NOT NULL CHECK (via IN ('paper', 'online')),
    -- On paper, what was seen and where it lies.
    evidence TEXT NULL CHECK (evidence <> ''),
    -- Online, the words that were agreed to.
    agreed TEXT NULL REFERENCES consent_text (print),
    given_at BIGINT NOT NULL,
    withdrawn_at BIGINT NULL CHECK (withdrawn_at >= given_at),
    CHECK ((via = 'paper') = (evidence IS NOT NULL)),
    CHECK ((via = 'online') = (agreed IS NOT NULL))
);
CREATE UNIQUE INDEX consent_in_force ON consent (subject, purpose) WHERE withdrawn_at IS NULL;
CREATE INDEX consent_subject ON consent (subject, given_at);
CREATE INDEX consent_giver ON consent (giver);

-- Everything a member is known by, once for each basis and what that hangs on. A membership whose person turned out
-- to be somebody else's second entry is seen no more.
CREATE VIEW member_basis AS
    SELECT m.person, m.code, p.name, p.folded, m.plan, m.branch, m.since, m.blocked, m.confirmed_at, m.closed_at,
        m.consent_due,
        p.born, p.phone, p.village,
        COALESCE(p.area, (SELECT MIN(a.area) FROM party_address a WHERE a.party = p.id)) AS area, p.note, c.id IS NOT NULL AS consented,
        b.id AS basis, b.kind, b.since AS basis_since, b.until AS basis_until,
        s.until AS sponsor_until,
        g.since AS guardian_since, g.until AS guardian_until, gs.until AS guardian_sponsor_until
    FROM member m JOIN party p ON p.id = m.person
    LEFT JOIN consent c ON c.subject = m.person AND c.purpose = 'membership' AND c.withdrawn_at IS NULL
    LEFT JOIN basis b ON b.member = m.person
    LEFT JOIN sponsorship s ON s.id = b.sponsorship
    LEFT JOIN basis g ON g.member = b.guardian AND g.kind <> 'guardian'
    LEFT JOIN sponsorship gs ON gs.id = g.sponsorship
    -- Of somebody forgotten no name is left.
    WHERE p.merged_into IS NULL AND p.folded <> '';
