-- A loan, open until it is returned. Rows stay where they are: nothing moves to a history table
-- (circulation.md 5). Kind, plan and branch are as they were on the day, for limits and for statistics.
CREATE TABLE loan (
    id UUID PRIMARY KEY,
    copy UUID NOT NULL REFERENCES copy (id),
    member UUID NULL REFERENCES party (id),
    -- In the member's place once the loan was parted from them: says that two loans of a year were one reader's, and
    -- not whose (circulation.md 45).
    reader UUID NULL,
    branch UUID NOT NULL REFERENCES branch (id),
    kind TEXT NOT NULL REFERENCES copy_kind (code),
    plan TEXT NOT NULL REFERENCES plan (code),
    out_at BIGINT NOT NULL,
    due_at BIGINT NOT NULL CHECK (due_at >= out_at),
    renewals BIGINT NOT NULL CHECK (renewals >= 0),
    returned_at BIGINT NULL CHECK (returned_at >= out_at),
    CHECK ((member IS NULL) = (reader IS NOT NULL)),
    -- Nobody is parted from what they still have.
    CHECK (member IS NOT NULL OR returned_at IS NOT NULL)
);
-- At most one open loan for a copy (circulation.md 1).
CREATE UNIQUE INDEX loan_open ON loan (copy) WHERE returned_at IS NULL;
CREATE INDEX loan_of_member ON loan (member, due_at) WHERE returned_at IS NULL;
CREATE INDEX loan_due ON loan (due_at) WHERE returned_at IS NULL;
CREATE INDEX loan_past ON loan (member, out_at);
CREATE INDEX loan_to_part ON loan (returned_at) WHERE member IS NOT NULL AND returned_at IS NOT NULL;
CREATE INDEX loan_copy ON loan (copy, out_at);
CREATE INDEX loan_out ON loan (out_at);
CREATE INDEX loan_returned ON loan (returned_at) WHERE returned_at IS NOT NULL;

-- Under which reader a member's loans of a year are parted, as long as some of that year may still come; then it goes,
-- and nothing leads back.
CREATE TABLE parting (
    member UUID NOT NULL REFERENCES party (id),
    year BIGINT NOT NULL,
    reader UUID NOT NULL,
    PRIMARY KEY (member, year)
);

CREATE TABLE renewal (
    loan UUID NOT NULL REFERENCES loan (id),
    number BIGINT NOT NULL CHECK (number > 0),
    at BIGINT NOT NULL,
    due_before BIGINT NOT NULL,
    due_after BIGINT NOT NULL CHECK (due_after > due_before),
    PRIMARY KEY (loan, number)
);
CREATE INDEX renewal_at ON renewal (at);

-- A copy that came back without having been lent was read in the house (circulation.md 7).
CREATE TABLE house_use (
    id UUID PRIMARY KEY,
    copy UUID NOT NULL REFERENCES copy (id),
    branch UUID NOT NULL REFERENCES branch (id),
    at BIGINT NOT NULL
);
CREATE INDEX house_use_at ON house_use (at);

-- The rules: what is empty holds for all; the most specific row decides (circulation.md 9). No row means
-- "not decided", which is another thing than 0 (circulation.md 10).
CREATE TABLE loan_policy (
    branch UUID NULL REFERENCES branch (id),
    plan TEXT NULL REFERENCES plan (code),
    kind TEXT NULL REFERENCES copy_kind (code),
    name TEXT NOT NULL,
    value TEXT NOT NULL
);
CREATE UNIQUE INDEX loan_policy_everywhere ON loan_policy (name, COALESCE(plan, ''), COALESCE(kind, ''))
    WHERE branch IS NULL;
CREATE UNIQUE INDEX loan_policy_at_branch ON loan_policy (name, branch, COALESCE(plan, ''), COALESCE(kind, ''))
    WHERE branch IS NOT NULL;

CREATE TABLE policy_change (
    id UUID PRIMARY KEY,
    at BIGINT NOT NULL,
    actor UUID NULL,
    branch UUID NULL,
    plan TEXT NULL,
    kind TEXT NULL,
    name TEXT NOT NULL,
    before TEXT NULL,
    after TEXT NULL
);
CREATE INDEX policy_change_at ON policy_change (at);

-- The work of one person at the desk with one member, from the first scan to the receipt.
CREATE TABLE desk_transaction (
    id UUID PRIMARY KEY,
    staff UUID NOT NULL REFERENCES account (person),
    branch UUID NOT NULL REFERENCES branch (id),
    mode TEXT NOT NULL CHECK (mode IN ('pinjam', 'kembali', 'perpanjang', 'cek')),
    member UUID NULL REFERENCES party (id),
    opened_at BIGINT NOT NULL,
    closed_at BIGINT NULL
);
CREATE UNIQUE INDEX desk_transaction_open ON desk_transaction (staff) WHERE closed_at IS NULL;

-- One line for each scan, whatever came of it. What an undo takes away altogether (a loan, a use in the house, a copy
-- added here) the line remembers no longer, only that it was.
CREATE TABLE desk_entry (
    id UUID PRIMARY KEY,
    desk UUID NOT NULL REFERENCES desk_transaction (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    mode TEXT NOT NULL CHECK (mode IN ('pinjam', 'kembali', 'perpanjang', 'cek')),
    code TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN
        ('member', 'lent', 'renewed', 'returned', 'not-on-loan', 'checked', 'added', 'asked', 'left', 'declined',
         'refused', 'no-member', 'shop', 'isbn', 'several', 'unknown', 'idle')),
    copy UUID NULL REFERENCES copy (id) ON DELETE SET NULL,
    -- The loan made, ended or renewed.
    loan UUID NULL REFERENCES loan (id) ON DELETE SET NULL,
    -- The use in the house that was counted.
    house_use UUID NULL REFERENCES house_use (id) ON DELETE SET NULL,
    member UUID NULL REFERENCES party (id),
    due_at BIGINT NULL,
    -- What a person is told about it, as JSON.
    told JSONB NOT NULL,
    repeats BIGINT NOT NULL,
    undone_at BIGINT NULL,
    UNIQUE (desk, number)
);
CREATE INDEX desk_entry_member ON desk_entry (member) WHERE member IS NOT NULL;
CREATE INDEX desk_entry_at ON desk_entry (at) WHERE member IS NOT NULL;
-- So that what is taken away finds the lines that speak of it.
CREATE INDEX desk_entry_copy ON desk_entry (copy) WHERE copy IS NOT NULL;
CREATE INDEX desk_entry_loan ON desk_entry (loan) WHERE loan IS NOT NULL;
CREATE INDEX desk_entry_house_use ON desk_entry (house_use) WHERE house_use IS NOT NULL;

-- What a desk scanned without a connection, as its device sent it afterwards. A row without `settled_at` waits for a
-- person; no row goes away. What was scanned stands here while it waits: a card's number beside the batch would lead
-- back from every loan of the batch to whoever had it, also after they were parted (circulation.md 45).
CREATE TABLE desk_command (
    id UUID PRIMARY KEY,
    device UUID NOT NULL,
    batch UUID NOT NULL REFERENCES desk_transaction (id),
    sequence BIGINT NOT NULL,
    made_at BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    sent_by UUID NOT NULL REFERENCES account (person),
    mode TEXT NOT NULL CHECK (mode IN ('pinjam', 'kembali', 'perpanjang', 'cek')),
    code TEXT NOT NULL,
    entry UUID NULL REFERENCES desk_entry (id),
    settled_at BIGINT NULL,
    settled_by UUID NULL REFERENCES account (person),
    CHECK (entry IS NOT NULL OR settled_at IS NOT NULL)
);
CREATE INDEX desk_command_waiting ON desk_command (made_at) WHERE settled_at IS NULL;

INSERT INTO loan_policy (branch, plan, kind, name, value) VALUES
    (NULL, NULL, NULL, 'loan-days', '14'),
    (NULL, NULL, NULL, 'renewals', '2'),
    (NULL, NULL, NULL, 'due-moves', 'next'),
    (NULL, NULL, NULL, 'loan-limit', '3'),
    (NULL, NULL, NULL, 'overdue-blocks', '1'),
    (NULL, 'dewasa', NULL, 'loan-limit', '6'),
    (NULL, 'remaja', NULL, 'loan-limit', '6'),
    (NULL, 'anak', NULL, 'loan-limit', '4'),
    (NULL, 'pelajar', NULL, 'loan-limit', '6'),
    (NULL, 'guru', NULL, 'loan-limit', '15'),
    (NULL, 'guru', NULL, 'loan-days', '30'),
    (NULL, 'guru', 'majalah', 'loan-days', '14'),
    (NULL, 'guru', 'av', 'loan-days', '14'),
    (NULL, 'keluarga', NULL, 'loan-limit', '12'),
    (NULL, 'petugas', NULL, 'loan-limit', '20'),
    (NULL, 'petugas', NULL, 'overdue-blocks', '5'),
    (NULL, NULL, 'rujukan', 'may-borrow', 'no'),
    (NULL, NULL, 'majalah', 'loan-days', '7'),
    (NULL, NULL, 'majalah', 'renewals', '1'),
    (NULL, NULL, 'av', 'loan-days', '7'),
    (NULL, NULL, 'av', 'kind-limit', '2'),
    (NULL, NULL, 'av', 'renewals', '0'),
    (NULL, NULL, 'komik', 'loan-days', '7'),
    (NULL, 'anak', 'komik', 'kind-limit', '2');
