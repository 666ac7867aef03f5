-- Who registered themselves, and whom they named as the one who cares for them.
CREATE TABLE joining (
    member UUID PRIMARY KEY REFERENCES member (person),
    guardian_name TEXT NOT NULL,
    guardian_phone TEXT NOT NULL,
    guardian_code TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX joining_at ON joining (at);

-- What a parent or guardian has agreed to for somebody below 18, with what proves it (PP 17/2025).
CREATE TABLE consent (
    id UUID PRIMARY KEY,
    subject UUID NOT NULL REFERENCES party (id),
    purpose TEXT NOT NULL CHECK (purpose IN ('membership')),
    giver UUID NOT NULL REFERENCES party (id),
    evidence TEXT NOT NULL CHECK (evidence <> ''),
    given_at BIGINT NOT NULL,
    withdrawn_at BIGINT NULL CHECK (withdrawn_at >= given_at)
);
CREATE UNIQUE INDEX consent_in_force ON consent (subject, purpose) WHERE withdrawn_at IS NULL;
CREATE INDEX consent_subject ON consent (subject, given_at);
CREATE INDEX consent_giver ON consent (giver);
