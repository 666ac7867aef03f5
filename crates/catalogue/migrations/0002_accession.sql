-- A box of books on its way to the shelf, and what it came from. Gifts and orders are kept elsewhere: here stand only
-- who gave or sold it, as people say it, and the number of the paper it came with.
CREATE TABLE accession_batch (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL CHECK (source IN ('gift', 'purchase')),
    -- The entry of the register, where there is one.
    party UUID NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    -- Whether everybody may read the name.
    named BOOLEAN NOT NULL,
    -- The number of the handover record or of the order.
    reference TEXT NOT NULL CHECK (reference <> ''),
    received_on TEXT NOT NULL,
    branch UUID NOT NULL REFERENCES branch (id),
    -- How many books the paper speaks of.
    expected BIGINT NOT NULL CHECK (expected > 0),
    -- What they are worth together, a rupiah each at least.
    worth BIGINT NOT NULL CHECK (worth >= expected),
    -- Why there is more in it than its paper says, and why less.
    excess TEXT NULL CHECK (excess <> ''),
    shortage TEXT NULL CHECK (shortage <> ''),
    -- Whether labels come from a roll and are scanned, or are printed afterwards.
    roll BOOLEAN NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
    opened_at BIGINT NOT NULL,
    ended_at BIGINT NULL,
    ended_by UUID NULL,
    -- Why it was cancelled.
    reason TEXT NULL CHECK (reason <> ''),
    CHECK ((state = 'open') = (ended_at IS NULL)),
    CHECK ((state = 'cancelled') = (reason IS NOT NULL)),
    UNIQUE (id, state)
);
FREEZE accession_batch (code, source, reference, received_on, branch, expected, worth, opened_at);
-- One box for each paper of a source.
CREATE UNIQUE INDEX accession_batch_reference ON accession_batch (source, reference);
CREATE INDEX accession_batch_state ON accession_batch (state, opened_at);
CREATE INDEX accession_batch_party ON accession_batch (party, received_on) WHERE party IS NOT NULL;

-- What the paper of a box says is in it, title by title, where it says so.
CREATE TABLE accession_title (
    id UUID PRIMARY KEY,
    batch UUID NOT NULL REFERENCES accession_batch (id),
    position BIGINT NOT NULL,
    title TEXT NOT NULL CHECK (title <> ''),
    author TEXT NULL CHECK (author <> ''),
    -- Thirteen digits.
    isbn TEXT NULL CHECK (length(isbn) = 13),
    copies BIGINT NOT NULL CHECK (copies > 0),
    worth BIGINT NOT NULL CHECK (worth > 0),
    UNIQUE (batch, position),
    UNIQUE (id, batch)
);
CREATE INDEX accession_title_isbn ON accession_title (isbn) WHERE isbn IS NOT NULL;
FREEZE accession_title;

-- A copy is accessioned once. Its row names the state of its box, which follows the box: a row can only be written
-- while the box is open, whatever another connection does to the box at that moment.
CREATE TABLE accession (
    copy UUID PRIMARY KEY REFERENCES copy (id),
    batch UUID NOT NULL,
    batch_state TEXT NOT NULL,
    -- Which title of the paper it is, and the scan it came by: several at once are taken back at once.
    title UUID NULL,
    scan TEXT NOT NULL,
    -- The number in the inventory book.
    inventory TEXT NOT NULL UNIQUE,
    -- Whole rupiah; none where it is one more than the paper of its box speaks of, which values it at nothing.
    value BIGINT NULL CHECK (value > 0),
    -- Whether its record was drafted with it.
    drafted BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    actor UUID NULL,
    FOREIGN KEY (batch, batch_state) REFERENCES accession_batch (id, state) ON UPDATE CASCADE,
    FOREIGN KEY (title, batch) REFERENCES accession_title (id, batch)
);
-- Copies are worth together what the paper of their box says, to the rupiah: each leaves something for those to come, and
-- the last one is worth the rest. One beyond it has no value of it, and is there where somebody has said why.
REFUSE accession_of_another_worth BEFORE INSERT ON accession WHEN EXISTS (
    SELECT 1 FROM accession_batch b JOIN (
            SELECT count(a.value) AS n, CAST(COALESCE(SUM(a.value), 0) AS BIGINT) AS worth
            FROM accession a WHERE a.batch = NEW.batch
        ) g ON TRUE
    WHERE b.id = NEW.batch AND NOT CASE
        WHEN g.n + 1 < b.expected THEN NEW.value IS NOT NULL AND NEW.value <= b.worth - g.worth - (b.expected - g.n - 1)
        WHEN g.n + 1 = b.expected THEN NEW.value IS NOT NULL AND NEW.value = b.worth - g.worth
        ELSE NEW.value IS NULL AND b.excess IS NOT NULL END);
-- What came out of a box stays as it was once the box is closed, and is worth what it was from the beginning.
REFUSE accession_valued_anew BEFORE UPDATE OF value ON accession
    WHEN COALESCE(NEW.value, 0) <> COALESCE(OLD.value, 0);
REFUSE accession_after_closing BEFORE UPDATE OF copy, title, inventory ON accession WHEN OLD.batch_state <> 'open';
REFUSE accession_taken_away BEFORE DELETE ON accession WHEN OLD.batch_state <> 'open';
CREATE INDEX accession_of_title ON accession (title) WHERE title IS NOT NULL;
CREATE INDEX accession_in_batch ON accession (batch, at);
CREATE INDEX accession_at ON accession (at);

-- The annex of the paper of a box, as it was when the box was closed. Its records are catalogued better afterwards; what was
-- signed stays.
CREATE TABLE accession_annex (
    batch UUID NOT NULL REFERENCES accession_batch (id),
    position BIGINT NOT NULL CHECK (position > 0),
    title TEXT NOT NULL,
    inventory TEXT NOT NULL CHECK (inventory <> ''),
    -- Whole rupiah, where the paper values it.
    value BIGINT NULL CHECK (value > 0),
    PRIMARY KEY (batch, position)
);
FREEZE accession_annex;
