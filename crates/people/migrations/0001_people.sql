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
