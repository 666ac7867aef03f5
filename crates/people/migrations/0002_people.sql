-- Everyone the library deals with. A person without phone or e-mail can still be a member.
CREATE TABLE party (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('person', 'organisation', 'group')),
    name TEXT NOT NULL CHECK (name <> ''),
    -- The name as it is looked for: lower case, without diacritics, single spaces. Empty where whoever it was is forgotten.
    folded TEXT NOT NULL,
    born TEXT NULL,
    sex TEXT NULL CHECK (sex IN ('female', 'male')),
    -- The first telephone number and e-mail address of those in contact, for lists; E.164 without the plus sign.
    phone TEXT NULL,
    email TEXT NULL,
    village TEXT NULL,
    -- The village, where it is one of the table.
    area TEXT NULL REFERENCES area (code),
    address TEXT NULL,
    note TEXT NULL,
    -- The entry that this one turned out to be the same as; always one step.
    merged_into UUID NULL REFERENCES party (id),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CHECK (merged_into <> id),
    CHECK (kind = 'person' OR (born IS NULL AND sex IS NULL))
);
CREATE INDEX party_folded ON party (folded);
CREATE INDEX party_phone ON party (phone) WHERE phone IS NOT NULL;
CREATE INDEX party_born ON party (born) WHERE born IS NOT NULL;
CREATE INDEX party_merged ON party (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX party_changed ON party (changed_at, id);

-- Further names: as the papers say, as the neighbours say, as it was before the wedding, as it is shortened.
CREATE TABLE party_name (
    id UUID PRIMARY KEY,
    party UUID NOT NULL REFERENCES party (id),
    kind TEXT NOT NULL CHECK (kind IN ('legal', 'known-as', 'former', 'acronym')),
    name TEXT NOT NULL CHECK (name <> ''),
    UNIQUE (party, kind, name)
);

-- The words of all names, so that any of them finds the party by its beginning. Entries merged into another
-- have none; the other has theirs.
CREATE TABLE party_word (
    word TEXT NOT NULL,
    party UUID NOT NULL REFERENCES party (id),
    PRIMARY KEY (word, party)
);
CREATE INDEX party_word_party ON party_word (party, word);

-- The words of all names, each once, with where they end: whoever types a part from the middle of one finds it. No word
-- is kept here that no name has.
CREATE TABLE word_tail (
    tail TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (tail, word)
);
CREATE INDEX word_tail_word ON word_tail (word, tail);

-- The words of each name two by two, in the order of the alphabet: whoever types two of them needs not go through
-- all who have the one.
CREATE TABLE party_pair (
    pair TEXT NOT NULL,
    party UUID NOT NULL REFERENCES party (id),
    PRIMARY KEY (pair, party)
);
CREATE INDEX party_pair_party ON party_pair (party, pair);

-- The same words as they sound, alone and two by two: Yohanes and Johannes are one.
CREATE TABLE party_sound (
    sound TEXT NOT NULL,
    party UUID NOT NULL REFERENCES party (id),
    PRIMARY KEY (sound, party)
);
CREATE INDEX party_sound_party ON party_sound (party, sound);

-- Ways to reach a party, the preferred first.
CREATE TABLE contact (
    id UUID PRIMARY KEY,
    party UUID NOT NULL REFERENCES party (id),
    kind TEXT NOT NULL CHECK (kind IN ('whatsapp', 'phone', 'email', 'other')),
    -- A number in E.164 without the plus sign, an address in lower case.
    value TEXT NOT NULL CHECK (value <> ''),
    -- Whose it is, when it is not their own: `ibu`, `kantor`.
    label TEXT NULL CHECK (label <> ''),
    sort BIGINT NOT NULL,
    -- Whether the library may send messages there.
    told BOOLEAN NOT NULL,
    UNIQUE (party, kind, value)
);
CREATE INDEX contact_value ON contact (value);
-- The same from its third sign on, and so forth: people know the last digits of a number.
CREATE INDEX contact_from_3 ON contact (substr(value, 3));
CREATE INDEX contact_from_4 ON contact (substr(value, 4));
CREATE INDEX contact_from_5 ON contact (substr(value, 5));
CREATE INDEX contact_from_6 ON contact (substr(value, 6));
CREATE INDEX contact_from_7 ON contact (substr(value, 7));
CREATE INDEX contact_from_8 ON contact (substr(value, 8));
CREATE INDEX contact_from_9 ON contact (substr(value, 9));
CREATE INDEX contact_from_10 ON contact (substr(value, 10));
CREATE INDEX contact_from_11 ON contact (substr(value, 11));

-- Further addresses: where one boards, works, or lives for some months of the year. The first stands in the party's row.
CREATE TABLE party_address (
    id UUID PRIMARY KEY,
    party UUID NOT NULL REFERENCES party (id),
    -- What it is to them: `kos`, `kantor`.
    label TEXT NULL CHECK (label <> ''),
    village TEXT NOT NULL CHECK (village <> ''),
    -- The village, where it is one of the table.
    area TEXT NULL REFERENCES area (code),
    address TEXT NULL CHECK (address <> '')
);
CREATE INDEX party_address_party ON party_address (party);

-- Numbers that others gave a party. What they are, only the holder of the library's keys can read.
CREATE TABLE identifier (
    id UUID PRIMARY KEY,
    party UUID NOT NULL REFERENCES party (id),
    -- nik, nisn, nim, npsn, or a partner's own.
    scheme TEXT NOT NULL CHECK (scheme <> ''),
    sealed BYTEA NOT NULL,
    print BYTEA NOT NULL,
    -- As it is shown: `7173••••••••0004`.
    masked TEXT NOT NULL,
    UNIQUE (scheme, print)
);
CREATE INDEX identifier_party ON identifier (party);
-- Everybody has one of these.
CREATE UNIQUE INDEX identifier_one_each ON identifier (party, scheme) WHERE scheme IN ('nik', 'nisn');

-- Codes by which other modules know a party: the number on a card.
CREATE TABLE handle (
    code TEXT PRIMARY KEY,
    party UUID NOT NULL REFERENCES party (id)
);
CREATE INDEX handle_party ON handle (party);
CREATE INDEX handle_from_3 ON handle (substr(code, 3));
CREATE INDEX handle_from_4 ON handle (substr(code, 4));
CREATE INDEX handle_from_5 ON handle (substr(code, 5));
CREATE INDEX handle_from_6 ON handle (substr(code, 6));

-- Languages one speaks, and what makes a visit possible. The accommodation is kept, never the diagnosis.
CREATE TABLE party_trait (
    id UUID PRIMARY KEY,
    party UUID NOT NULL REFERENCES party (id),
    kind TEXT NOT NULL CHECK (kind IN ('language', 'accommodation')),
    code TEXT NOT NULL CHECK (code <> ''),
    -- A sentence to it, in the party's own words.
    sentence TEXT NULL CHECK (sentence <> ''),
    UNIQUE (party, kind, code),
    CHECK (code <> 'other' OR sentence IS NOT NULL)
);

-- One photo of a person, for those who serve them. In the database and not among the files, where the same content
-- is kept once and for ever: this goes with its row.
CREATE TABLE photo (
    id UUID PRIMARY KEY,
    party UUID NOT NULL UNIQUE REFERENCES party (id),
    jpeg BYTEA NOT NULL,
    kept_at BIGINT NOT NULL
);

-- What one party is to another, from one day to another where they are known.
CREATE TABLE relationship (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN
        ('guardian', 'pupil', 'employee', 'contact', 'tutor', 'creator', 'household', 'member')),
    party UUID NOT NULL REFERENCES party (id),
    other UUID NOT NULL REFERENCES party (id),
    since TEXT NULL,
    until TEXT NULL,
    note TEXT NULL CHECK (note <> ''),
    -- Of a guardian whose birth date nobody knew: that somebody has stated they are 18 or older.
    grown_stated BOOLEAN NOT NULL DEFAULT FALSE,
    CHECK (party <> other),
    CHECK (until >= since)
);
CREATE UNIQUE INDEX relationship_open ON relationship (kind, party, other) WHERE until IS NULL;
CREATE INDEX relationship_party ON relationship (party);
CREATE INDEX relationship_other ON relationship (other);
-- Each kind is between those it can be between: a school is nobody's guardian, and nobody is a pupil of a person.
REFUSE relationship_of_others BEFORE INSERT OR UPDATE OF kind, party, other ON relationship
    WHEN NOT EXISTS (SELECT 1 FROM party a JOIN party b ON b.id = NEW.other
        WHERE a.id = NEW.party AND a.folded <> '' AND b.folded <> ''
          AND (a.kind = 'person' OR NEW.kind IN ('creator', 'member'))
          AND (NEW.kind = 'contact' OR (b.kind = 'person') = (NEW.kind IN ('guardian', 'tutor', 'household'))));

-- A guardian is grown up: by the birth date, or because somebody has stated so.
REFUSE guardian_of_unknown_age BEFORE INSERT OR UPDATE OF kind, party, grown_stated ON relationship
    WHEN NEW.kind = 'guardian' AND NOT NEW.grown_stated
        AND EXISTS (SELECT 1 FROM party p WHERE p.id = NEW.party AND p.born IS NULL);
REFUSE guardian_keeps_birth_date BEFORE UPDATE OF born ON party
    WHEN OLD.born IS NOT NULL AND NEW.born IS NULL AND NEW.folded <> '' AND EXISTS (SELECT 1 FROM relationship r
        WHERE r.party = NEW.id AND r.kind = 'guardian' AND NOT r.grown_stated AND r.until IS NULL);

-- Two entries that were the same, and what moved from the one to the other, so that it can go back.
CREATE TABLE merger (
    id UUID PRIMARY KEY,
    survivor UUID NOT NULL REFERENCES party (id),
    gone UUID NOT NULL REFERENCES party (id),
    moved JSONB NOT NULL,
    merged_at BIGINT NOT NULL,
    split_at BIGINT NULL,
    CHECK (survivor <> gone)
);
CREATE UNIQUE INDEX merger_gone ON merger (gone) WHERE split_at IS NULL;
CREATE INDEX merger_survivor ON merger (survivor);
FREEZE merger (id, survivor, gone, merged_at);
FREEZE merger (split_at) WHEN OLD.split_at IS NOT NULL;
-- Whom a merger that stands has made one, either way round: what names the one may come to name the other, and go back.
CREATE VIEW merged_with AS
    SELECT gone AS party, survivor AS other FROM merger WHERE split_at IS NULL
    UNION ALL SELECT survivor AS party, gone AS other FROM merger WHERE split_at IS NULL;

-- Of whoever is forgotten an id stays that leads to nobody: nothing is written into it any more, and it is nobody else.
REFUSE party_forgotten BEFORE UPDATE OF name, folded, born, sex, phone, email, village, area, address, note ON party
    WHEN OLD.folded = '' AND (NEW.folded <> '' OR NEW.name <> OLD.name OR NEW.born IS NOT NULL OR NEW.sex IS NOT NULL
        OR NEW.phone IS NOT NULL OR NEW.email IS NOT NULL OR NEW.village IS NOT NULL OR NEW.area IS NOT NULL
        OR NEW.address IS NOT NULL OR NEW.note IS NOT NULL);
REFUSE merged_with_nobody BEFORE UPDATE OF merged_into ON party
    WHEN OLD.folded = '' OR EXISTS (SELECT 1 FROM party p WHERE p.id = NEW.merged_into AND p.folded = '');
REFUSE name_of_nobody BEFORE INSERT OR UPDATE OF party ON party_name
    WHEN EXISTS (SELECT 1 FROM party p WHERE p.id = NEW.party AND p.folded = '');
REFUSE contact_of_nobody BEFORE INSERT OR UPDATE OF party ON contact
    WHEN EXISTS (SELECT 1 FROM party p WHERE p.id = NEW.party AND p.folded = '');
REFUSE address_of_nobody BEFORE INSERT OR UPDATE OF party ON party_address
    WHEN EXISTS (SELECT 1 FROM party p WHERE p.id = NEW.party AND p.folded = '');
REFUSE identifier_of_nobody BEFORE INSERT OR UPDATE OF party ON identifier
    WHEN EXISTS (SELECT 1 FROM party p WHERE p.id = NEW.party AND p.folded = '');
REFUSE handle_of_nobody BEFORE INSERT OR UPDATE OF party ON handle
    WHEN EXISTS (SELECT 1 FROM party p WHERE p.id = NEW.party AND p.folded = '');
REFUSE trait_of_nobody BEFORE INSERT OR UPDATE OF party ON party_trait
    WHEN EXISTS (SELECT 1 FROM party p WHERE p.id = NEW.party AND p.folded = '');
REFUSE photo_of_nobody BEFORE INSERT OR UPDATE OF party ON photo
    WHEN EXISTS (SELECT 1 FROM party p WHERE p.id = NEW.party AND p.folded = '');

-- Files that wait between being looked at and being entered; swept every hour, a day after they came.
CREATE TABLE import_file (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    content BYTEA NOT NULL,
    -- Whether only the holder of the library's keys can read it.
    sealed BOOLEAN NOT NULL,
    kept_at BIGINT NOT NULL,
    -- How far entering it has come: of how many rows, how many have been looked at, and how many entered.
    total BIGINT NOT NULL DEFAULT 0,
    done BIGINT NOT NULL DEFAULT 0,
    entered BIGINT NOT NULL DEFAULT 0,
    -- Until when whoever enters it has said to be at it; then somebody else may go on.
    busy_until BIGINT NULL
);
CREATE INDEX import_file_kept ON import_file (kept_at);
