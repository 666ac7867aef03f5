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
