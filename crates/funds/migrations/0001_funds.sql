-- What money is kept in, owed, received and spent as. Those of the beginning are called by the language files, those a
-- library added itself by their title.
CREATE TABLE ledger_account (
    code TEXT PRIMARY KEY CHECK (code <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
    title TEXT NULL CHECK (title <> ''),
    UNIQUE (code, kind)
);
INSERT INTO ledger_account (code, kind) VALUES
    ('1101', 'asset'), ('1102', 'asset'), ('2101', 'liability'), ('3101', 'equity'), ('3102', 'equity'),
    ('4101', 'income'), ('4102', 'income'), ('4103', 'income'),
    ('5101', 'expense'), ('5102', 'expense'), ('5103', 'expense'), ('5104', 'expense'), ('5105', 'expense');

-- Money with what it may be spent on. The balance is what came in and has not gone out, the committed part of it is
-- promised to somebody already: what is available is never below zero, whoever spends at the same time.
CREATE TABLE fund (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL CHECK (title <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('unrestricted', 'grant', 'donation')),
    -- The restriction, in words.
    purpose TEXT NULL CHECK (purpose <> ''),
    giver UUID NULL REFERENCES party (id),
    since TEXT NOT NULL,
    until TEXT NULL,
    -- Whether everybody may see what came of it.
    public BOOLEAN NOT NULL,
    balance BIGINT NOT NULL,
    committed BIGINT NOT NULL CHECK (committed >= 0),
    closed_on TEXT NULL,
    CHECK (balance >= committed),
    CHECK (kind = 'unrestricted' OR purpose IS NOT NULL),
    CHECK (until >= since),
    CHECK (closed_on IS NULL OR balance = 0)
);
CREATE INDEX fund_giver ON fund (giver) WHERE giver IS NOT NULL;

-- What a fund is meant to spend in a year, line by line.
CREATE TABLE budget (
    id UUID PRIMARY KEY,
    fund UUID NOT NULL REFERENCES fund (id),
    year BIGINT NOT NULL CHECK (year BETWEEN 1900 AND 2999),
    purpose TEXT NOT NULL CHECK (purpose <> ''),
    amount BIGINT NOT NULL CHECK (amount > 0),
    UNIQUE (fund, year, purpose),
    UNIQUE (id, fund)
);

-- Money of a fund that is promised: to a seller by an order, to a payee by an approval.
CREATE TABLE encumbrance (
    id UUID PRIMARY KEY,
    fund UUID NOT NULL REFERENCES fund (id),
    -- What is still held.
    amount BIGINT NOT NULL CHECK (amount >= 0),
    what TEXT NOT NULL CHECK (what <> ''),
    at BIGINT NOT NULL
);
CREATE INDEX encumbrance_fund ON encumbrance (fund) WHERE amount > 0;

-- Months in which something was posted. Nothing more is posted into one that is closed.
CREATE TABLE ledger_month (
    month TEXT PRIMARY KEY,
    open BOOLEAN NOT NULL,
    UNIQUE (month, open)
);

-- Whole rupiah; debits are above zero, credits below. The postings of a transaction form a chain: each names how many
-- come after it and what the sum was before it, so that by references alone the chain has one beginning at 0, no gap and
-- one end. The transaction points to its end, where the sum must be 0: neither engine takes one that does not balance,
-- nor a further posting to one that does.
CREATE TABLE posting (
    ledger_transaction UUID NOT NULL,
    rest BIGINT NOT NULL CHECK (rest >= 0),
    fund UUID NOT NULL REFERENCES fund (id),
    account TEXT NOT NULL REFERENCES ledger_account (code),
    budget UUID NULL,
    amount BIGINT NOT NULL CHECK (amount <> 0),
    previous BIGINT NULL CHECK (previous = rest + 1),
    prior BIGINT NOT NULL,
    running BIGINT NOT NULL CHECK (running = prior + amount),
    PRIMARY KEY (ledger_transaction, rest),
    UNIQUE (ledger_transaction, rest, running),
    CHECK (previous IS NOT NULL OR prior = 0),
    FOREIGN KEY (ledger_transaction, previous, prior) REFERENCES posting (ledger_transaction, rest, running),
    FOREIGN KEY (budget, fund) REFERENCES budget (id, fund)
);
CREATE UNIQUE INDEX posting_first ON posting (ledger_transaction) WHERE previous IS NULL;
CREATE INDEX posting_fund ON posting (fund, ledger_transaction);
CREATE INDEX posting_account ON posting (account, ledger_transaction);
CREATE INDEX posting_budget ON posting (budget) WHERE budget IS NOT NULL;
FREEZE posting;

CREATE TABLE ledger_transaction (
    id UUID PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('opening', 'receipt', 'payment', 'transfer', 'reversal')),
    day TEXT NOT NULL,
    -- It follows its month when that is closed, and cannot be written into one that is.
    month TEXT NOT NULL,
    open BOOLEAN NOT NULL,
    memo TEXT NOT NULL CHECK (memo <> ''),
    -- The number on somebody else's paper.
    reference TEXT NULL CHECK (reference <> ''),
    -- From whom, or to whom.
    party UUID NULL REFERENCES party (id),
    -- The end of the chain of its postings, and their sum.
    rest BIGINT NOT NULL CHECK (rest = 0),
    total BIGINT NOT NULL CHECK (total = 0),
    reverses UUID NULL UNIQUE REFERENCES ledger_transaction (id),
    author UUID NULL,
    at BIGINT NOT NULL,
    CHECK (month = substr(day, 1, 7)),
    CHECK ((kind = 'reversal') = (reverses IS NOT NULL)),
    FOREIGN KEY (id, rest, total) REFERENCES posting (ledger_transaction, rest, running),
    FOREIGN KEY (month, open) REFERENCES ledger_month (month, open) ON UPDATE CASCADE
);
CREATE INDEX ledger_transaction_day ON ledger_transaction (day, number);
CREATE INDEX ledger_transaction_month ON ledger_transaction (month, open);
CREATE INDEX ledger_transaction_party ON ledger_transaction (party) WHERE party IS NOT NULL;
FREEZE ledger_transaction (id, number, kind, day, memo, reference, rest, total, reverses, author, at);

-- What a fund has in each account: money that is not in the box is not taken out of it.
CREATE TABLE ledger_balance (
    fund UUID NOT NULL REFERENCES fund (id),
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (fund, account),
    CHECK (kind <> 'asset' OR amount >= 0),
    FOREIGN KEY (account, kind) REFERENCES ledger_account (code, kind)
);

-- Somebody wants to pay something. Who asks never approves.
CREATE TABLE spending (
    id UUID PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    fund UUID NOT NULL REFERENCES fund (id),
    account TEXT NOT NULL REFERENCES ledger_account (code),
    budget UUID NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    what TEXT NOT NULL CHECK (what <> ''),
    payee TEXT NOT NULL CHECK (payee <> ''),
    state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'refused', 'paid', 'withdrawn')),
    requester UUID NOT NULL,
    requested_at BIGINT NOT NULL,
    encumbrance UUID NULL UNIQUE REFERENCES encumbrance (id),
    ledger_transaction UUID NULL UNIQUE REFERENCES ledger_transaction (id),
    CHECK ((state IN ('approved', 'paid')) = (encumbrance IS NOT NULL) OR state = 'withdrawn'),
    CHECK ((state = 'paid') = (ledger_transaction IS NOT NULL)),
    UNIQUE (id, requester),
    FOREIGN KEY (budget, fund) REFERENCES budget (id, fund)
);
CREATE INDEX spending_open ON spending (requested_at) WHERE state IN ('requested', 'approved');
CREATE INDEX spending_when ON spending (requested_at, id);
CREATE INDEX spending_fund ON spending (fund);
CREATE TABLE spending_step (
    id UUID PRIMARY KEY,
    spending UUID NOT NULL,
    requester UUID NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('approved', 'refused')),
    -- Whether they may approve large amounts.
    large BOOLEAN NOT NULL,
    note TEXT NULL CHECK (note <> ''),
    decider UUID NOT NULL,
    at BIGINT NOT NULL,
    UNIQUE (spending, decider),
    CHECK (decider <> requester),
    CHECK (decision <> 'refused' OR note IS NOT NULL),
    FOREIGN KEY (spending, requester) REFERENCES spending (id, requester)
);

-- Receipts, invoices, letters: what an auditor asks for.
CREATE TABLE ledger_document (
    id UUID PRIMARY KEY,
    ledger_transaction UUID NULL REFERENCES ledger_transaction (id),
    spending UUID NULL REFERENCES spending (id),
    title TEXT NOT NULL CHECK (title <> ''),
    file TEXT NOT NULL REFERENCES file (hash),
    author UUID NULL,
    at BIGINT NOT NULL,
    CHECK ((ledger_transaction IS NULL) <> (spending IS NULL))
);
CREATE INDEX ledger_document_transaction ON ledger_document (ledger_transaction) WHERE ledger_transaction IS NOT NULL;
CREATE INDEX ledger_document_spending ON ledger_document (spending) WHERE spending IS NOT NULL;
FREEZE ledger_document;
