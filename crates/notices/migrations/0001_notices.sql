-- What the library told somebody, or is about to. Its words are made of its values when they are read, in the
-- reader's language.
CREATE TABLE notice (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind <> ''),
    recipient UUID NOT NULL REFERENCES party (id),
    -- Whom it is about, where that is not who reads it: a guardian's child.
    about UUID NULL REFERENCES party (id),
    contents TEXT NOT NULL,
    -- Where on the site one goes on.
    link TEXT NULL CHECK (link LIKE '/%'),
    created_at BIGINT NOT NULL,
    read_at BIGINT NULL CHECK (read_at >= created_at)
);
CREATE INDEX notice_recipient ON notice (recipient, created_at);
CREATE INDEX notice_unread ON notice (recipient) WHERE read_at IS NULL;
CREATE INDEX notice_about ON notice (about) WHERE about IS NOT NULL;

-- What was told once and is never told again: of this thing, on this occasion, for the nth time.
CREATE TABLE notice_said (
    kind TEXT NOT NULL,
    subject UUID NOT NULL,
    occasion BIGINT NOT NULL,
    step BIGINT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (subject, kind, occasion, step)
);

-- A notice on one way to its reader.
CREATE TABLE delivery (
    id UUID PRIMARY KEY,
    notice UUID NOT NULL REFERENCES notice (id),
    -- None where there was no way at all.
    channel TEXT NULL CHECK (channel IN ('inbox', 'whatsapp', 'email', 'print')),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'missed')),
    -- The number or address it goes to.
    address TEXT NULL CHECK (address <> ''),
    -- Why it failed or was missed: a word of ours, or what the mail server said.
    reason TEXT NULL CHECK (reason <> ''),
    attempts BIGINT NOT NULL CHECK (attempts >= 0),
    created_at BIGINT NOT NULL,
    ended_at BIGINT NULL,
    -- The colleague by whose hand it went.
    sent_by UUID NULL,
    UNIQUE (notice, channel),
    CHECK (channel IS NOT NULL OR state = 'missed'),
    CHECK ((state = 'waiting') = (ended_at IS NULL)),
    CHECK (state IN ('waiting', 'sent') OR reason IS NOT NULL)
);
CREATE INDEX delivery_state ON delivery (state, created_at);
CREATE INDEX delivery_waiting ON delivery (channel, created_at) WHERE state = 'waiting';
CREATE INDEX delivery_ended ON delivery (ended_at) WHERE state = 'sent';
CREATE INDEX delivery_created ON delivery (created_at);

-- How somebody likes to be spoken to.
CREATE TABLE notice_reader (
    person UUID PRIMARY KEY REFERENCES party (id),
    lang TEXT NULL CHECK (lang IN ('id', 'en')),
    -- The way that comes before all others.
    first_channel TEXT NULL CHECK (first_channel IN ('inbox', 'whatsapp', 'email'))
);

-- What somebody wants of a kind by a way, where it differs from what everybody gets. Marketing counts once it is
-- confirmed.
CREATE TABLE notice_wish (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES party (id),
    kind TEXT NOT NULL CHECK (kind <> ''),
    channel TEXT NOT NULL CHECK (channel IN ('inbox', 'whatsapp', 'email', 'print')),
    wanted BOOLEAN NOT NULL,
    confirmed_at BIGINT NULL,
    -- What ends it by one click, from a letter.
    token TEXT NOT NULL UNIQUE,
    -- The colleague who set it, and how they know.
    set_by UUID NULL,
    said_by TEXT NULL CHECK (said_by <> ''),
    at BIGINT NOT NULL,
    UNIQUE (person, kind, channel),
    CHECK (set_by IS NULL OR said_by IS NOT NULL)
);
CREATE INDEX notice_wish_kind ON notice_wish (kind, person) WHERE wanted;

-- Somebody is to show that an e-mail address is theirs.
CREATE TABLE address_proof (
    id UUID PRIMARY KEY,
    address TEXT NOT NULL CHECK (address <> ''),
    -- What for: the name of whoever asks.
    purpose TEXT NOT NULL CHECK (purpose <> ''),
    party UUID NULL REFERENCES party (id),
    -- SHA-256 of the code and of what stands in the link, once they were sent.
    code BYTEA NULL,
    link BYTEA NULL UNIQUE,
    -- How often a wrong code was typed.
    wrong BIGINT NOT NULL CHECK (wrong >= 0),
    asked_at BIGINT NOT NULL,
    sent_at BIGINT NULL,
    expires_at BIGINT NOT NULL,
    proven_at BIGINT NULL,
    -- Why the letter did not go out.
    failed TEXT NULL CHECK (failed <> '')
);
CREATE INDEX address_proof_address ON address_proof (address, asked_at);
CREATE INDEX address_proof_party ON address_proof (party, asked_at) WHERE party IS NOT NULL;
CREATE INDEX address_proof_expires ON address_proof (expires_at) WHERE proven_at IS NULL;
