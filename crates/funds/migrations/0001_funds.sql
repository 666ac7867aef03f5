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
    ('4101', 'income'), ('4102', 'income'), ('4103', 'income'), ('4104', 'income'),
    ('5101', 'expense'), ('5102', 'expense'), ('5103', 'expense'), ('5104', 'expense'), ('5105', 'expense'), ('5109', 'expense');

-- The limits in force: from how much on money wants an approval, a second one, a document. Where the library has decided
-- nothing they are those the program has at first.
CREATE VIEW money_limit AS SELECT
    COALESCE((SELECT CAST(s.value AS BIGINT) FROM setting s WHERE s.key = 'funds.approve-from'
        ORDER BY s.at DESC LIMIT 1), 500000) AS approve_from,
    COALESCE((SELECT CAST(s.value AS BIGINT) FROM setting s WHERE s.key = 'funds.large-from'
        ORDER BY s.at DESC LIMIT 1), 10000000) AS large_from,
    COALESCE((SELECT CAST(s.value AS BIGINT) FROM setting s WHERE s.key = 'funds.receipt-from'
        ORDER BY s.at DESC LIMIT 1), 50000) AS document_from;

-- Money with what it may be spent on. The balance is what came in and has not gone out, the committed part of it is
-- promised to somebody already: what is available is never below zero, whoever spends at the same time. The database adds
-- both up itself, from postings and promises, and takes no other sum.
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
    -- How much its giver promised in all, where they said so.
    promised BIGINT NULL CHECK (promised > 0),
    -- Whether everybody may see what came of it.
    public BOOLEAN NOT NULL,
    balance BIGINT NOT NULL,
    committed BIGINT NOT NULL CHECK (committed >= 0),
    closed_on TEXT NULL,
    -- What last changed its purpose or its end.
    amendment UUID NULL,
    UNIQUE (id, kind),
    CHECK (balance >= committed),
    CHECK (kind = 'unrestricted' OR purpose IS NOT NULL),
    CHECK (until >= since),
    CHECK (closed_on IS NULL OR balance = 0)
);
CREATE INDEX fund_giver ON fund (giver) WHERE giver IS NOT NULL;
FREEZE fund (id, code);
REFUSE fund_with_money_from_nowhere BEFORE INSERT ON fund WHEN NEW.balance <> 0 OR NEW.committed <> 0;

-- What a giver agreed to after money had moved: another purpose, another end. One writes it down with the giver's letter,
-- another decides.
CREATE TABLE fund_amendment (
    id UUID PRIMARY KEY,
    fund UUID NOT NULL REFERENCES fund (id),
    purpose TEXT NOT NULL CHECK (purpose <> ''),
    until TEXT NULL,
    -- What was agreed before.
    purpose_before TEXT NOT NULL,
    until_before TEXT NULL,
    reason TEXT NOT NULL CHECK (reason <> ''),
    file TEXT NOT NULL REFERENCES file (hash),
    title TEXT NOT NULL CHECK (title <> ''),
    proposer UUID NOT NULL,
    proposed_at BIGINT NOT NULL,
    decision TEXT NULL CHECK (decision IN ('approved', 'refused')),
    note TEXT NULL CHECK (note <> ''),
    decider UUID NULL,
    decided_at BIGINT NULL,
    UNIQUE (id, decision),
    CHECK (decider <> proposer),
    CHECK ((decision IS NULL) = (decider IS NULL) AND (decision IS NULL) = (decided_at IS NULL)),
    CHECK (decision <> 'refused' OR note IS NOT NULL)
);
CREATE UNIQUE INDEX fund_amendment_open ON fund_amendment (fund) WHERE decision IS NULL;
CREATE INDEX fund_amendment_fund ON fund_amendment (fund, proposed_at);
FREEZE fund_amendment (
    id, fund, purpose, until, purpose_before, until_before, reason, file, title, proposer, proposed_at
);

-- Every change of what a fund is for, written by the database: once money has moved there is none without an amendment
-- that somebody approved, and each amendment makes one.
CREATE TABLE fund_term (
    fund UUID NOT NULL REFERENCES fund (id),
    kind TEXT NOT NULL,
    purpose TEXT NULL,
    since TEXT NOT NULL,
    until TEXT NULL,
    moved BOOLEAN NOT NULL,
    amendment UUID NULL UNIQUE,
    decision TEXT NULL CHECK (decision = 'approved'),
    CHECK (NOT moved OR amendment IS NOT NULL),
    CHECK ((amendment IS NULL) = (decision IS NULL)),
    FOREIGN KEY (amendment, decision) REFERENCES fund_amendment (id, decision)
);
CREATE INDEX fund_term_fund ON fund_term (fund);
-- Of this very fund, and what was agreed word by word.
REFUSE fund_term_of_another BEFORE INSERT ON fund_term WHEN NEW.amendment IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM fund_amendment a
    WHERE a.id = NEW.amendment AND a.fund = NEW.fund AND a.purpose = NEW.purpose
        AND COALESCE(a.until, '') = COALESCE(NEW.until, ''));
-- Whose money it is, and since when, no agreement changes.
REFUSE fund_of_another_kind BEFORE UPDATE OF kind, since ON fund
    WHEN (NEW.kind <> OLD.kind OR NEW.since <> OLD.since) AND EXISTS (SELECT 1 FROM posting WHERE fund = NEW.id);
-- Nor what was promised.
REFUSE fund_promised_otherwise BEFORE UPDATE OF promised ON fund
    WHEN COALESCE(NEW.promised, 0) <> COALESCE(OLD.promised, 0) AND EXISTS (SELECT 1 FROM posting WHERE fund = NEW.id);
-- Nor does it become somebody else's: only two entries of the register that turn out to be one change who that is, and
-- whoever is forgotten is named no more.
REFUSE fund_of_another_giver BEFORE UPDATE OF giver ON fund
    WHEN NEW.giver IS NOT NULL AND (OLD.giver IS NULL OR NEW.giver <> OLD.giver)
        AND EXISTS (SELECT 1 FROM posting WHERE fund = NEW.id) AND NOT EXISTS (
            SELECT 1 FROM merged_with m WHERE m.party = OLD.giver AND m.other = NEW.giver);
FREEZE fund_term;
KEEP fund_terms AFTER UPDATE OF kind, purpose, since, until ON fund:
    INSERT INTO fund_term (fund, kind, purpose, since, until, moved, amendment, decision)
    SELECT NEW.id, NEW.kind, NEW.purpose, NEW.since, NEW.until, EXISTS (SELECT 1 FROM posting WHERE fund = NEW.id),
        NEW.amendment, CASE WHEN NEW.amendment IS NULL THEN NULL ELSE 'approved' END;

-- What a fund is meant to spend in a year, line by line.
CREATE TABLE budget (
    id UUID PRIMARY KEY,
    fund UUID NOT NULL REFERENCES fund (id),
    year BIGINT NOT NULL CHECK (year BETWEEN 1900 AND 2999),
    purpose TEXT NOT NULL CHECK (purpose <> ''),
    amount BIGINT NOT NULL CHECK (amount > 0),
    -- The programme it pays for, in the module that keeps programmes: what is paid under this line is paid for that.
    programme UUID NULL,
    UNIQUE (id, fund)
);
CREATE UNIQUE INDEX budget_line ON budget (fund, year, purpose);
CREATE INDEX budget_programme ON budget (programme) WHERE programme IS NOT NULL;
FREEZE budget (id, fund, year, purpose);

-- Money of a fund that is promised: to a seller by an order, to a payee by an approval.
CREATE TABLE encumbrance (
    id UUID PRIMARY KEY,
    fund UUID NOT NULL REFERENCES fund (id),
    -- Under which line of its budget.
    budget UUID NULL,
    -- What is still held: the sum of its entries.
    amount BIGINT NOT NULL CHECK (amount >= 0),
    -- One that is over holds nothing, and nothing comes back to it.
    open BOOLEAN NOT NULL,
    what TEXT NOT NULL CHECK (what <> ''),
    at BIGINT NOT NULL,
    CHECK (open OR amount = 0),
    FOREIGN KEY (budget, fund) REFERENCES budget (id, fund)
);
CREATE INDEX encumbrance_fund ON encumbrance (fund) WHERE amount > 0;
CREATE INDEX encumbrance_budget ON encumbrance (budget) WHERE amount > 0;
FREEZE encumbrance (id, fund, budget, what, at);

-- What was promised and what was let go of, in its order.
CREATE TABLE encumbrance_entry (
    encumbrance UUID NOT NULL REFERENCES encumbrance (id),
    number BIGINT NOT NULL CHECK (number > 0),
    -- Above zero what is held, below what is let go of.
    amount BIGINT NOT NULL CHECK (amount <> 0),
    author UUID NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (encumbrance, number)
);
FREEZE encumbrance_entry;
-- Under a line of a budget no more is promised and spent than it says, and it never says less than that.
REFUSE budget_below_what_is_used BEFORE UPDATE OF amount ON budget WHEN NEW.amount < (
    SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM posting l JOIN ledger_transaction t ON t.id = l.ledger_transaction
    WHERE l.budget = NEW.id AND l.nature = 'expense') + (
    SELECT CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM encumbrance e WHERE e.budget = NEW.id AND e.amount > 0);
REFUSE promise_beyond_its_budget BEFORE UPDATE OF amount ON encumbrance
    WHEN NEW.budget IS NOT NULL AND NEW.amount > OLD.amount AND NEW.amount - OLD.amount > (
        SELECT b.amount FROM budget b WHERE b.id = NEW.budget) - (
        SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM posting l
        JOIN ledger_transaction t ON t.id = l.ledger_transaction
        WHERE l.budget = NEW.budget AND l.nature = 'expense') - (
        SELECT CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM encumbrance e WHERE e.budget = NEW.budget AND e.amount > 0);
KEEP encumbrance_sums AFTER INSERT ON encumbrance_entry:
    UPDATE encumbrance SET amount = amount + NEW.amount WHERE id = NEW.encumbrance;
REFUSE encumbrance_from_nowhere BEFORE INSERT ON encumbrance WHEN NEW.amount <> 0;
REFUSE encumbrance_without_its_entries BEFORE UPDATE OF amount ON encumbrance WHEN NEW.amount <> (
    SELECT CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM encumbrance_entry e WHERE e.encumbrance = NEW.id);
KEEP fund_promises AFTER UPDATE OF amount ON encumbrance:
    UPDATE fund SET committed = committed + NEW.amount - OLD.amount WHERE id = NEW.fund;
REFUSE fund_committed_without_its_promises BEFORE UPDATE OF committed ON fund WHEN NEW.committed <> (
    SELECT CAST(COALESCE(SUM(e.amount), 0) AS BIGINT) FROM encumbrance e WHERE e.fund = NEW.id AND e.amount > 0);

-- Months in which something was posted. Nothing more is posted into one that is closed.
CREATE TABLE ledger_month (
    month TEXT PRIMARY KEY,
    open BOOLEAN NOT NULL,
    -- Why it was opened again after it had been closed, the last time, by whom and when.
    opened_again TEXT NULL CHECK (opened_again <> ''),
    opened_by UUID NULL,
    opened_at BIGINT NULL,
    CHECK ((opened_again IS NULL) = (opened_at IS NULL)),
    UNIQUE (month, open)
);
FREEZE ledger_month (month);
-- The latest closed one alone, by somebody who says why this time: what later ones begin with does not change unseen.
REFUSE month_opened_unseen BEFORE UPDATE OF open ON ledger_month
    WHEN NEW.open AND NOT OLD.open AND (
        NEW.opened_again IS NULL OR NEW.opened_by IS NULL OR NEW.opened_at = OLD.opened_at
        OR EXISTS (SELECT 1 FROM ledger_month m WHERE m.month > NEW.month AND NOT m.open));
REFUSE month_opening_told_otherwise BEFORE UPDATE OF opened_again, opened_by, opened_at ON ledger_month
    WHEN NOT (NEW.open AND NOT OLD.open);
-- Nor is there a new one among those that are closed.
REFUSE month_before_a_closed_one BEFORE INSERT ON ledger_month
    WHEN EXISTS (SELECT 1 FROM ledger_month m WHERE m.month > NEW.month AND NOT m.open);

-- What a fund has in each account it may use: money that is not in the box is not taken out of it, and what a fund is not
-- for is not posted. The database adds it up itself, from transactions that are not booked yet.
CREATE TABLE ledger_balance (
    fund UUID NOT NULL REFERENCES fund (id),
    account TEXT NOT NULL,
    kind TEXT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (fund, account),
    CHECK (kind <> 'asset' OR amount >= 0),
    FOREIGN KEY (account, kind) REFERENCES ledger_account (code, kind)
);
REFUSE balance_from_nowhere BEFORE INSERT ON ledger_balance WHEN NEW.amount <> 0;
KEEP fund_accounts AFTER INSERT ON fund:
    INSERT INTO ledger_balance (fund, account, kind, amount) SELECT NEW.id, code, kind, 0 FROM ledger_account;
-- A fund that may not be spent on everything is not to be spent on what is new either, until somebody says so.
KEEP account_funds AFTER INSERT ON ledger_account:
    INSERT INTO ledger_balance (fund, account, kind, amount) SELECT f.id, NEW.code, NEW.kind, 0 FROM fund f
    WHERE NEW.kind <> 'expense' OR NOT EXISTS (
        SELECT 1 FROM ledger_account c WHERE c.kind = 'expense' AND c.code <> NEW.code AND NOT EXISTS (
            SELECT 1 FROM ledger_balance b WHERE b.fund = f.id AND b.account = c.code));

-- Whole rupiah; debits are above zero, credits below. The postings of a transaction form a chain, fund after fund: each
-- names how many come after it and what the sum was before it, so that by references alone the chain has one beginning at
-- 0, no gap and one end. Where the chain goes from one fund to another the sum must be 0, and so it must at its end, to
-- which the transaction points: neither engine takes one that does not balance in each fund, nor a further posting to one
-- that does. What a posting may be follows from what is done (deed) and what its account is (nature).
CREATE TABLE posting (
    ledger_transaction UUID NOT NULL,
    rest BIGINT NOT NULL CHECK (rest >= 0),
    fund UUID NOT NULL REFERENCES fund (id),
    account TEXT NOT NULL,
    deed TEXT NOT NULL,
    nature TEXT NOT NULL,
    budget UUID NULL,
    amount BIGINT NOT NULL CHECK (amount <> 0),
    previous BIGINT NULL CHECK (previous = rest + 1),
    previous_fund UUID NULL,
    prior BIGINT NOT NULL,
    running BIGINT NOT NULL CHECK (running = prior + amount),
    PRIMARY KEY (ledger_transaction, rest),
    UNIQUE (ledger_transaction, rest, fund, deed, running),
    UNIQUE (ledger_transaction, rest, deed, running),
    CHECK ((previous IS NULL) = (previous_fund IS NULL)),
    CHECK (prior = 0 OR (previous IS NOT NULL AND previous_fund = fund)),
    CHECK (CASE deed
        WHEN 'opening' THEN nature = 'asset' AND amount > 0 OR nature = 'equity' AND amount < 0
        WHEN 'receipt' THEN nature = 'asset' AND amount > 0 OR nature IN ('income', 'liability') AND amount < 0
        WHEN 'payment' THEN nature IN ('expense', 'liability') AND amount > 0 OR nature = 'asset' AND amount < 0
        WHEN 'transfer' THEN nature IN ('asset', 'equity')
        ELSE deed = 'reversal' END),
    FOREIGN KEY (ledger_transaction, previous, previous_fund, deed, prior)
        REFERENCES posting (ledger_transaction, rest, fund, deed, running),
    FOREIGN KEY (account, nature) REFERENCES ledger_account (code, kind),
    FOREIGN KEY (fund, account) REFERENCES ledger_balance (fund, account),
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
    -- Whether balances have it in them: the database sees to that when it is written, once.
    booked BOOLEAN NOT NULL,
    memo TEXT NOT NULL CHECK (memo <> ''),
    -- The number on somebody else's paper.
    reference TEXT NULL CHECK (reference <> ''),
    -- From whom, or to whom.
    party UUID NULL REFERENCES party (id),
    -- Who gave it, by the name on their contribution, and whether everybody may read that: what keeps contributions says both.
    payer TEXT NULL CHECK (payer <> ''),
    named BOOLEAN NULL,
    -- The end of the chain of its postings, and their sum.
    rest BIGINT NOT NULL CHECK (rest = 0),
    total BIGINT NOT NULL CHECK (total = 0),
    reverses UUID NULL UNIQUE,
    -- What it was posted for, and is taken back for alone: a wish to pay, an order, a gift; the ledger itself where
    -- somebody posted it there.
    origin TEXT NOT NULL CHECK (origin <> ''),
    origin_id UUID NOT NULL,
    -- The fund and the account it opens, while it stands: each is opened once.
    opens_fund UUID NULL,
    opens_account TEXT NULL,
    author UUID NULL,
    at BIGINT NOT NULL,
    UNIQUE (id, origin, origin_id),
    UNIQUE (opens_fund, opens_account),
    CHECK ((opens_fund IS NULL) = (opens_account IS NULL)),
    CHECK (opens_fund IS NULL OR kind = 'opening'),
    CHECK (origin <> 'ledger' OR origin_id = COALESCE(reverses, id)),
    -- A day that there is.
    CHECK (length(day) = 10 AND month = substr(day, 1, 7) AND substr(day, 9, 2) BETWEEN '01' AND CASE
        WHEN substr(day, 6, 2) IN ('01', '03', '05', '07', '08', '10', '12') THEN '31'
        WHEN substr(day, 6, 2) IN ('04', '06', '09', '11') THEN '30'
        WHEN substr(day, 6, 2) <> '02' THEN ''
        WHEN CAST(substr(day, 1, 4) AS BIGINT) % 4 <> 0 THEN '28'
        WHEN CAST(substr(day, 1, 4) AS BIGINT) % 100 = 0 AND CAST(substr(day, 1, 4) AS BIGINT) % 400 <> 0 THEN '28'
        ELSE '29' END),
    CHECK ((kind = 'reversal') = (reverses IS NOT NULL)),
    FOREIGN KEY (reverses, origin, origin_id) REFERENCES ledger_transaction (id, origin, origin_id),
    FOREIGN KEY (id, rest, kind, total) REFERENCES posting (ledger_transaction, rest, deed, running),
    FOREIGN KEY (month, open) REFERENCES ledger_month (month, open) ON UPDATE CASCADE
);
CREATE INDEX ledger_transaction_day ON ledger_transaction (day, number);
CREATE INDEX ledger_transaction_month ON ledger_transaction (month, open);
CREATE INDEX ledger_transaction_party ON ledger_transaction (party) WHERE party IS NOT NULL;
CREATE INDEX ledger_transaction_origin ON ledger_transaction (origin, origin_id);
CREATE INDEX ledger_transaction_unbooked ON ledger_transaction (id) WHERE NOT booked;
FREEZE ledger_transaction (
    id, number, kind, day, memo, reference, rest, total, reverses, origin, origin_id, author, at
);
FREEZE ledger_transaction (booked) WHEN OLD.booked;
REFUSE transaction_of_another_party BEFORE UPDATE OF party ON ledger_transaction
    WHEN NEW.party IS NOT NULL AND (OLD.party IS NULL OR NEW.party <> OLD.party) AND NOT EXISTS (
        SELECT 1 FROM merged_with m WHERE m.party = OLD.party AND m.other = NEW.party);
REFUSE named_by_nobody BEFORE INSERT ON ledger_transaction WHEN NEW.payer IS NOT NULL OR NEW.named IS NOT NULL;
REFUSE booked_by_nobody BEFORE INSERT ON ledger_transaction WHEN NEW.booked;
-- Whoever writes says that the month is open; that it is, the reference to it says.
REFUSE into_a_closed_month BEFORE INSERT ON ledger_transaction WHEN NOT NEW.open;
-- What somebody gave is a contribution: it stands in the report to its giver, and fulfils what was promised. Nothing of it
-- comes in without.
REFUSE given_money_without_its_gift BEFORE INSERT ON ledger_transaction
    WHEN NEW.kind = 'receipt' AND NEW.origin <> 'contribution' AND NEW.party IS NOT NULL AND EXISTS (
        SELECT 1 FROM posting l WHERE l.ledger_transaction = NEW.id AND l.account IN ('4101', '4102'));
-- A beginning is what one fund had in one account before anything else happened to it. It is so until it is taken back.
REFUSE opening_of_something_else BEFORE INSERT ON ledger_transaction
    WHEN NEW.kind = 'opening' AND (NEW.opens_fund IS NULL OR EXISTS (
            SELECT 1 FROM posting l WHERE l.ledger_transaction = NEW.id
                AND NOT (l.fund = NEW.opens_fund AND l.account IN (NEW.opens_account, '3101')))
        OR EXISTS (
            SELECT 1 FROM posting l JOIN ledger_transaction t ON t.id = l.ledger_transaction
            WHERE l.fund = NEW.opens_fund AND t.kind NOT IN ('opening', 'reversal') AND t.day < NEW.day));
KEEP opening_taken_back AFTER INSERT ON ledger_transaction:
    UPDATE ledger_transaction SET opens_fund = NULL, opens_account = NULL
    WHERE id = NEW.reverses AND opens_fund IS NOT NULL;
REFUSE opening_forgotten BEFORE UPDATE OF opens_fund, opens_account ON ledger_transaction
    WHEN NEW.opens_fund IS NOT NULL OR NOT EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = NEW.id);
-- What is moved is there afterwards.
REFUSE transfer_to_nowhere BEFORE INSERT ON ledger_transaction
    WHEN NEW.kind = 'transfer' AND (
        SELECT COALESCE(SUM(l.amount), 0) FROM posting l
        WHERE l.ledger_transaction = NEW.id AND l.nature = 'asset') <> 0;
-- What is given for a purpose goes to no other fund, unless its giver agreed and somebody approved it.
REFUSE restricted_money_elsewhere BEFORE INSERT ON ledger_transaction
    WHEN NEW.kind = 'transfer' AND NEW.origin <> 'spending' AND EXISTS (
        SELECT 1 FROM posting l JOIN fund f ON f.id = l.fund
        WHERE l.ledger_transaction = NEW.id AND l.nature = 'equity' AND l.amount > 0 AND f.kind <> 'unrestricted');
-- Under a line of a budget no more is spent than it says.
REFUSE payment_beyond_its_budget BEFORE INSERT ON ledger_transaction WHEN EXISTS (
    SELECT 1 FROM posting l JOIN budget b ON b.id = l.budget
    WHERE l.ledger_transaction = NEW.id AND l.nature = 'expense' AND l.amount > 0 AND b.amount < l.amount + (
        SELECT CAST(COALESCE(SUM(p.amount), 0) AS BIGINT) FROM posting p
        JOIN ledger_transaction t ON t.id = p.ledger_transaction
        WHERE p.budget = b.id AND p.nature = 'expense'));
-- A reversal mirrors what it takes back, which is none itself.
REFUSE crooked_reversal BEFORE INSERT ON ledger_transaction
    WHEN NEW.kind = 'reversal' AND (
        EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = NEW.reverses AND t.kind = 'reversal')
        OR EXISTS (SELECT 1 FROM posting l WHERE l.ledger_transaction IN (NEW.id, NEW.reverses)
            GROUP BY l.fund, l.account HAVING SUM(l.amount) <> 0));
-- Balances change by what is posted, when it is posted: an UPDATE of its own finds nothing that is not booked.
KEEP ledger_books AFTER INSERT ON ledger_transaction:
    UPDATE ledger_balance SET amount = amount + (
        SELECT CAST(SUM(l.amount) AS BIGINT) FROM ledger_transaction t JOIN posting l ON l.ledger_transaction = t.id
        WHERE NOT t.booked AND l.fund = ledger_balance.fund AND l.account = ledger_balance.account)
    WHERE (fund, account) IN (
        SELECT l.fund, l.account FROM ledger_transaction t JOIN posting l ON l.ledger_transaction = t.id WHERE NOT t.booked)
    AND THEN UPDATE fund SET balance = balance + (
        SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM ledger_transaction t
        JOIN posting l ON l.ledger_transaction = t.id
        WHERE NOT t.booked AND l.fund = fund.id AND l.nature IN ('asset', 'liability'))
    WHERE id IN (
        SELECT l.fund FROM ledger_transaction t JOIN posting l ON l.ledger_transaction = t.id WHERE NOT t.booked)
    AND THEN UPDATE ledger_transaction SET booked = TRUE WHERE NOT booked;
REFUSE balance_without_its_postings BEFORE UPDATE OF amount ON ledger_balance WHEN NEW.amount - OLD.amount <> (
    SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM ledger_transaction t
    JOIN posting l ON l.ledger_transaction = t.id
    WHERE NOT t.booked AND l.fund = NEW.fund AND l.account = NEW.account);
REFUSE fund_balance_without_its_accounts BEFORE UPDATE OF balance ON fund WHEN NEW.balance <> (
    SELECT CAST(COALESCE(SUM(b.amount), 0) AS BIGINT) FROM ledger_balance b
    WHERE b.fund = NEW.id AND b.kind IN ('asset', 'liability'));

-- Somebody wants to pay something. Who asks never approves. How many approvals it needs follows from the limits that were
-- in force when it was asked for, and from all that was asked for at the time for the same payee (weighed); money given for
-- a purpose needs one at any amount.
CREATE TABLE spending (
    id UUID PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    fund UUID NOT NULL REFERENCES fund (id),
    fund_kind TEXT NOT NULL,
    account TEXT NOT NULL REFERENCES ledger_account (code),
    -- Into which other fund it goes, as its giver agreed.
    into_fund UUID NULL REFERENCES fund (id),
    budget UUID NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    what TEXT NOT NULL CHECK (what <> ''),
    payee TEXT NOT NULL CHECK (payee <> ''),
    -- Who that is, where the register knows, and the number on their paper.
    party UUID NULL REFERENCES party (id),
    reference TEXT NULL CHECK (reference <> ''),
    -- The larger promise, such as an order's, of which its money is a part: what is not paid goes back there.
    promise UUID NULL REFERENCES encumbrance (id),
    state TEXT NOT NULL CHECK (state IN ('requested', 'approved', 'refused', 'paid', 'withdrawn')),
    requester UUID NOT NULL,
    requested_at BIGINT NOT NULL,
    weighed BIGINT NOT NULL,
    approve_from BIGINT NOT NULL,
    large_from BIGINT NOT NULL,
    needs BIGINT NOT NULL,
    -- What was approved, added up by the database.
    approvals BIGINT NOT NULL,
    large_approvals BIGINT NOT NULL,
    encumbrance UUID NULL UNIQUE REFERENCES encumbrance (id),
    ledger_transaction UUID NULL UNIQUE REFERENCES ledger_transaction (id),
    CHECK ((account = '3102') = (into_fund IS NOT NULL) AND into_fund <> fund),
    CHECK (weighed >= amount),
    CHECK (needs = CASE WHEN weighed >= large_from THEN 2
        WHEN weighed >= approve_from OR fund_kind <> 'unrestricted' OR account IN ('3102', '5109') THEN 1 ELSE 0 END),
    CHECK (state NOT IN ('approved', 'paid') OR approvals >= needs AND (needs < 2 OR large_approvals > 0)),
    CHECK ((promise IS NOT NULL OR state IN ('approved', 'paid')) = (encumbrance IS NOT NULL) OR state = 'withdrawn'),
    CHECK ((state = 'paid') = (ledger_transaction IS NOT NULL)),
    UNIQUE (id, requester),
    UNIQUE (id, state),
    FOREIGN KEY (fund, fund_kind) REFERENCES fund (id, kind),
    FOREIGN KEY (budget, fund) REFERENCES budget (id, fund)
);
CREATE INDEX spending_open ON spending (requested_at) WHERE state IN ('requested', 'approved');
CREATE INDEX spending_when ON spending (requested_at, id);
CREATE INDEX spending_party ON spending (party) WHERE party IS NOT NULL;
CREATE INDEX spending_fund ON spending (fund, requested_at);
FREEZE spending (
    id, number, fund, fund_kind, account, into_fund, budget, amount, what, payee, reference, promise, requester,
    requested_at, weighed,
    approve_from, large_from, needs
);
REFUSE spending_for_another_party BEFORE UPDATE OF party ON spending
    WHEN NEW.party IS NOT NULL AND (OLD.party IS NULL OR NEW.party <> OLD.party) AND NOT EXISTS (
        SELECT 1 FROM merged_with m WHERE m.party = OLD.party AND m.other = NEW.party);
-- The limits are those in force.
REFUSE spending_by_other_limits BEFORE INSERT ON spending WHEN NOT EXISTS (
    SELECT 1 FROM money_limit l WHERE l.approve_from = NEW.approve_from AND l.large_from = NEW.large_from);
-- Nothing is paid but what was approved, once, and no more than that.
REFUSE payment_without_its_approval BEFORE INSERT ON ledger_transaction
    WHEN (NEW.kind = 'payment' OR NEW.origin = 'spending') AND NEW.kind <> 'reversal' AND NOT EXISTS (
        SELECT 1 FROM spending s WHERE NEW.origin = 'spending' AND s.id = NEW.origin_id AND s.state = 'approved'
            AND s.needs <= (SELECT count(*) FROM spending_step p WHERE p.spending = s.id AND p.decision = 'approved')
            AND s.amount = (SELECT SUM(l.amount) FROM posting l
                WHERE l.ledger_transaction = NEW.id AND l.fund = s.fund AND l.account = s.account
                    AND (l.budget = s.budget OR l.budget IS NULL AND s.budget IS NULL))
            AND NOT EXISTS (SELECT 1 FROM posting l WHERE l.ledger_transaction = NEW.id AND l.nature <> 'asset'
                AND NOT (l.account = s.account AND l.fund IN (s.fund, COALESCE(s.into_fund, s.fund)))));
-- A wish is paid exactly while its payment stands.
KEEP spending_paid AFTER INSERT ON ledger_transaction:
    UPDATE spending SET state = 'paid', ledger_transaction = NEW.id
    WHERE id = NEW.origin_id AND NEW.origin = 'spending' AND NEW.kind <> 'reversal'
    AND THEN UPDATE spending SET state = 'approved', ledger_transaction = NULL
    WHERE ledger_transaction = NEW.reverses AND NEW.origin = 'spending';
REFUSE spending_paid_from_the_beginning BEFORE INSERT ON spending
    WHEN NEW.state <> 'requested' OR NEW.approvals <> 0 OR NEW.large_approvals <> 0;
-- What is approved is held, and was said by people.
REFUSE spending_approved_with_nothing_held BEFORE UPDATE OF state, encumbrance ON spending
    WHEN NEW.state = 'approved' AND OLD.state = 'requested' AND (NOT EXISTS (
            SELECT 1 FROM encumbrance e WHERE e.id = NEW.encumbrance AND e.fund = NEW.fund AND e.amount = NEW.amount)
        OR NEW.needs > (SELECT count(*) FROM spending_step p WHERE p.spending = NEW.id AND p.decision = 'approved')
        OR NEW.needs > 1 AND NOT EXISTS (
            SELECT 1 FROM spending_step p WHERE p.spending = NEW.id AND p.decision = 'approved' AND p.large));
REFUSE spending_holds_something_else BEFORE UPDATE OF encumbrance ON spending
    WHEN OLD.encumbrance IS NOT NULL AND (NEW.encumbrance IS NULL OR NEW.encumbrance <> OLD.encumbrance);
REFUSE spending_paid_without_its_payment BEFORE UPDATE OF state, ledger_transaction ON spending
    WHEN NEW.state = 'paid' AND NOT EXISTS (
        SELECT 1 FROM ledger_transaction t WHERE t.id = NEW.ledger_transaction AND t.origin = 'spending'
            AND t.origin_id = NEW.id AND NOT EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = t.id));
-- What was paid is taken back by its reversal alone, and what is over stays over.
REFUSE spending_backwards BEFORE UPDATE OF state ON spending WHEN OLD.state IN ('refused', 'withdrawn') AND NEW.state <> OLD.state
    OR OLD.state = 'paid' AND NEW.state <> 'paid' AND (NEW.state <> 'approved' OR NOT EXISTS (
        SELECT 1 FROM ledger_transaction r WHERE r.reverses = OLD.ledger_transaction));
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
FREEZE spending_step;
REFUSE spending_approvals_of_nobody BEFORE UPDATE OF approvals, large_approvals ON spending
    WHEN NEW.approvals <> (SELECT count(*) FROM spending_step p WHERE p.spending = NEW.id AND p.decision = 'approved')
        OR NEW.large_approvals <> (
            SELECT count(*) FROM spending_step p WHERE p.spending = NEW.id AND p.decision = 'approved' AND p.large);
KEEP spending_approvals AFTER INSERT ON spending_step:
    UPDATE spending SET approvals = approvals + CASE WHEN NEW.decision = 'approved' THEN 1 ELSE 0 END,
        large_approvals = large_approvals + CASE WHEN NEW.decision = 'approved' AND NEW.large THEN 1 ELSE 0 END
    WHERE id = NEW.spending;

-- Receipts, invoices, letters: what an auditor asks for. What comes in is shown before it stands there, as its postings are,
-- and so without a reference to it.
CREATE TABLE ledger_document (
    id UUID PRIMARY KEY,
    ledger_transaction UUID NULL,
    spending UUID NULL REFERENCES spending (id),
    title TEXT NOT NULL CHECK (title <> ''),
    file TEXT NOT NULL REFERENCES file (hash),
    author UUID NULL,
    at BIGINT NOT NULL,
    CHECK ((ledger_transaction IS NULL) <> (spending IS NULL))
);
-- The same file shows the same thing once.
CREATE UNIQUE INDEX ledger_document_transaction ON ledger_document (ledger_transaction, file) WHERE ledger_transaction IS NOT NULL;
CREATE UNIQUE INDEX ledger_document_spending ON ledger_document (spending, file) WHERE spending IS NOT NULL;
FREEZE ledger_document;
-- Nothing of some size comes in or goes out without one. What was posted for something else is shown by that: a gift by its
-- handover record. Money that leaves its fund has its giver's letter, however little it is.
REFUSE receipt_without_its_document BEFORE INSERT ON ledger_transaction
    WHEN NEW.kind = 'receipt' AND NEW.origin = 'ledger'
        AND (SELECT SUM(l.amount) FROM posting l WHERE l.ledger_transaction = NEW.id AND l.amount > 0)
            >= (SELECT document_from FROM money_limit)
        AND NOT EXISTS (SELECT 1 FROM ledger_document d WHERE d.ledger_transaction = NEW.id);
REFUSE payment_without_its_document BEFORE INSERT ON ledger_transaction
    WHEN NEW.origin = 'spending' AND NEW.kind <> 'reversal'
        AND NOT EXISTS (SELECT 1 FROM ledger_document d WHERE d.spending = NEW.origin_id) AND EXISTS (
            SELECT 1 FROM spending s JOIN money_limit m ON s.amount >= m.document_from OR s.account IN ('3102', '5109')
            WHERE s.id = NEW.origin_id);
