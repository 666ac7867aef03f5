-- Everyone the library deals with. A person without phone or e-mail can still be a member.
CREATE TABLE party (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation', 'group')),
    name TEXT NOT NULL CHECK (name <> ''),
    -- The name as it is looked for: lower case, without diacritics, single spaces.
    folded TEXT NOT NULL,
    born TEXT NULL,
    sex TEXT NULL CHECK (sex IN ('female', 'male')),
    -- E.164 without the plus sign.
    phone TEXT NULL,
    email TEXT NULL,
    village TEXT NULL,
    -- The official code of the village, where it is one of the table.
    area TEXT NULL,
    address TEXT NULL,
    note TEXT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX party_folded ON party (folded);
CREATE INDEX party_phone ON party (phone) WHERE phone IS NOT NULL;

-- The words of each name, so that any part of it finds the person by its beginning.
CREATE TABLE party_word (
    word TEXT NOT NULL,
    party UUID NOT NULL REFERENCES party (id),
    PRIMARY KEY (word, party)
);
CREATE INDEX party_word_party ON party_word (party, word);

-- Kinds of membership. Without a name of the library's own, the language files name it by its code.
CREATE TABLE plan (
    code TEXT PRIMARY KEY,
    name TEXT NULL CHECK (name <> ''),
    -- How long a membership runs, where none means without end.
    months BIGINT NULL CHECK (months > 0),
    sort BIGINT NOT NULL,
    closed BOOLEAN NOT NULL
);
INSERT INTO plan (code, name, months, sort, closed) VALUES
    ('dewasa', NULL, 24, 10, FALSE),
    ('remaja', NULL, 24, 20, FALSE),
    ('anak', NULL, 24, 30, FALSE),
    ('pelajar', NULL, 12, 40, FALSE),
    ('guru', NULL, 24, 50, FALSE),
    ('keluarga', NULL, 24, 60, FALSE),
    ('petugas', NULL, NULL, 70, FALSE);

CREATE TABLE member (
    person UUID PRIMARY KEY REFERENCES party (id),
    code TEXT NOT NULL UNIQUE,
    plan TEXT NOT NULL REFERENCES plan (code),
    since TEXT NOT NULL,
    -- The last day on which the membership counts.
    until TEXT NULL,
    -- Why this member may not borrow for now.
    blocked TEXT NULL CHECK (blocked <> ''),
    closed_at BIGINT NULL
);
CREATE INDEX member_since ON member (since, person);
CREATE INDEX member_until ON member (until);
