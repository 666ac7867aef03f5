-- A record is its MARC bytes. `drawn` is what a page shows of them, and the columns beside it are what SQL
-- looks at. `came` is the hash of the bytes an import brought under `source`, so that the same file twice
-- changes nothing.
CREATE TABLE record (
    id UUID PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE CHECK (number > 0),
    source TEXT NULL UNIQUE,
    came BYTEA NULL,
    marc BYTEA NOT NULL,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    year BIGINT NULL,
    call_number TEXT NOT NULL,
    shelf_key TEXT NOT NULL,
    ddc_class BIGINT NULL CHECK (ddc_class BETWEEN 0 AND 9),
    drawn JSONB NOT NULL,
    hidden BOOLEAN NOT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX record_shelf ON record (shelf_key, number);
CREATE INDEX record_created ON record (created_at);
CREATE INDEX record_hidden ON record (id) WHERE hidden;

-- In the form of thirteen digits, so that both forms of one ISBN meet (circulation.md 47).
CREATE TABLE record_isbn (
    record UUID NOT NULL REFERENCES record (id),
    isbn TEXT NOT NULL,
    PRIMARY KEY (record, isbn)
);
CREATE INDEX record_isbn_isbn ON record_isbn (isbn);

CREATE TABLE copy_kind (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    lendable BOOLEAN NOT NULL
);
INSERT INTO copy_kind (code, name, lendable) VALUES
    ('umum', 'Koleksi umum', TRUE),
    ('anak', 'Koleksi anak', TRUE),
    ('rujukan', 'Rujukan', FALSE),
    ('majalah', 'Majalah dan terbitan berkala', TRUE),
    ('av', 'Audio-visual', TRUE),
    ('komik', 'Komik', TRUE);

-- `came` is the barcode an import brought it under: a label that was exchanged here since does not make the same
-- file bring the copy once more. `version` counts what the staff wrote of it; an edit names the one it began with.
CREATE TABLE copy (
    id UUID PRIMARY KEY,
    record UUID NOT NULL REFERENCES record (id),
    barcode TEXT NOT NULL UNIQUE CHECK (barcode <> '' AND substr(barcode, 1, 1) <> '%'),
    came TEXT NULL,
    version BIGINT NOT NULL CHECK (version > 0),
    branch UUID NOT NULL REFERENCES branch (id),
    kind TEXT NOT NULL REFERENCES copy_kind (code),
    call_number TEXT NOT NULL,
    shelf TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('available', 'reference', 'processing', 'repair', 'lost', 'withdrawn')),
    due_at BIGINT NULL,
    loans BIGINT NOT NULL CHECK (loans >= 0),
    price BIGINT NULL CHECK (price >= 0),
    inventory TEXT NULL,
    source TEXT NULL,
    received_on TEXT NULL,
    note TEXT NULL,
    created_at BIGINT NOT NULL,
    CHECK (due_at IS NULL OR status <> 'withdrawn')
);
CREATE UNIQUE INDEX copy_record ON copy (record, came);
-- With the status, so that copies are counted without looking at them.
CREATE INDEX copy_created ON copy (created_at, status);

-- What an import that runs has met of its file so far, by hash; its rows go when it ends.
CREATE TABLE import_mark (
    run UUID NOT NULL,
    mark UUID NOT NULL,
    came UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (run, mark)
);

-- Records made at the desk in a hurry, until a cataloguer has completed them.
CREATE TABLE fast_added (
    record UUID PRIMARY KEY REFERENCES record (id),
    at BIGINT NOT NULL,
    actor UUID NULL
);

-- A copy with what its record says of it.
CREATE VIEW copy_in_full AS
SELECT c.id, c.record, r.number, c.barcode, c.branch, c.kind, k.lendable,
       CASE WHEN c.call_number = '' THEN r.call_number ELSE c.call_number END AS call_number,
       c.call_number AS own_call_number, c.shelf, r.title, r.author, c.status, c.due_at AS due, c.price,
       r.ddc_class, r.hidden, c.loans, c.inventory, c.source, c.received_on, c.note, c.version
FROM copy c JOIN record r ON r.id = c.record JOIN copy_kind k ON k.code = c.kind;

-- The pictures records have had on their faces; of each record at most one is on.
CREATE TABLE cover (
    id UUID PRIMARY KEY,
    record UUID NOT NULL REFERENCES record (id),
    small TEXT NOT NULL REFERENCES file (hash),
    large TEXT NOT NULL REFERENCES file (hash),
    width BIGINT NOT NULL CHECK (width > 0),
    height BIGINT NOT NULL CHECK (height > 0),
    alt TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    taken_off_at BIGINT NULL
);
CREATE UNIQUE INDEX cover_on ON cover (record) WHERE taken_off_at IS NULL;
CREATE INDEX cover_small ON cover (small);
CREATE INDEX cover_large ON cover (large);

-- What the search index keeps of a record, and of each of its copies.
CREATE VIEW record_indexed AS
SELECT r.id, r.number, r.drawn, r.hidden, r.created_at, v.small AS cover
FROM record r LEFT JOIN cover v ON v.record = r.id AND v.taken_off_at IS NULL;
CREATE VIEW copy_indexed AS
SELECT c.record, r.number, c.barcode, c.call_number, b.code AS branch, b.name AS branch_name, c.shelf, c.status,
       k.lendable, c.due_at, c.loans
FROM copy c JOIN record r ON r.id = c.record JOIN branch b ON b.id = c.branch JOIN copy_kind k ON k.code = c.kind;

-- Who types the first also finds the second; where it is mutual, the other way round too.
CREATE TABLE synonym (
    typed TEXT NOT NULL CHECK (typed <> ''),
    finds TEXT NOT NULL CHECK (finds <> ''),
    mutual BOOLEAN NOT NULL,
    PRIMARY KEY (typed, finds),
    CHECK (typed <> finds)
);
INSERT INTO synonym (typed, finds, mutual) VALUES
    ('buku cerita', 'fiksi', FALSE),
    ('cerita anak', 'dongeng', TRUE),
    ('cerita rakyat', 'legenda', TRUE),
    ('covid', 'korona', TRUE),
    ('covid-19', 'korona', TRUE),
    ('novel', 'fiksi', FALSE),
    ('sajak', 'puisi', TRUE),
    ('syair', 'puisi', FALSE),
    ('riwayat hidup', 'biografi', TRUE),
    ('agrikultur', 'pertanian', TRUE),
    ('bercocok tanam', 'pertanian', FALSE),
    ('kembang', 'bunga', TRUE),
    ('seruni', 'krisan', TRUE),
    ('masakan', 'resep', TRUE),
    ('kuliner', 'masakan', TRUE),
    ('hp', 'telepon genggam', TRUE),
    ('ponsel', 'telepon genggam', TRUE),
    ('wirausaha', 'kewirausahaan', TRUE),
    ('usaha kecil', 'umkm', TRUE),
    ('ngoding', 'pemrograman', FALSE),
    ('coding', 'pemrograman', FALSE),
    ('berhitung', 'matematika', FALSE),
    ('injil', 'alkitab', FALSE),
    ('undang-undang', 'hukum', FALSE),
    ('sulut', 'sulawesi utara', TRUE),
    ('celebes', 'sulawesi', TRUE),
    ('manado', 'menado', TRUE),
    ('komputer', 'teknologi informasi', FALSE),
    ('kesehatan jiwa', 'kesehatan mental', TRUE),
    ('parenting', 'pengasuhan anak', TRUE),
    ('dictionary', 'kamus', FALSE),
    ('skripsi', 'karya ilmiah', FALSE);
