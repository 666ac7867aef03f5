-- What is given, by whom or to whom. How much is counted in the unit of its kind: rupiah, books, pieces, hours, times; these are
-- never added together. Amounts of what is recorded never change: what was wrong is reversed by a row of its own.
CREATE TABLE contribution (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    -- The form it was entered by: the same form sent twice is one contribution.
    form TEXT NOT NULL UNIQUE,
    -- From the library's side: what comes in, and what it gives.
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    kind TEXT NOT NULL CHECK (kind IN
        ('money', 'books', 'equipment', 'hours', 'space', 'expertise', 'media', 'transport', 'discount')),
    -- The other side; none where it would not be known, or was forgotten.
    party UUID NULL REFERENCES party (id),
    name TEXT NOT NULL CHECK (name <> ''),
    -- Whether everybody may read the name.
    named BOOLEAN NOT NULL,
    about TEXT NOT NULL CHECK (about <> ''),
    -- What alone it may be used for.
    purpose TEXT NULL CHECK (purpose <> ''),
    -- The promise of an agreement that it keeps.
    commitment UUID NULL,
    -- What came in part, of which this is what is still to come.
    rest_of UUID NULL UNIQUE REFERENCES contribution (id),
    branch UUID NOT NULL REFERENCES branch (id),
    state TEXT NOT NULL CHECK (state IN ('pledged', 'received', 'appraised', 'accepted', 'declined', 'redirected',
        'recorded', 'acknowledged')),
    -- How often it has gone on; each step is written once.
    steps BIGINT NOT NULL CHECK (steps > 0),
    promised BIGINT NULL CHECK (promised > 0),
    due TEXT NULL,
    amount BIGINT NULL CHECK (amount <> 0),
    received_on TEXT NULL,
    -- Whole rupiah.
    value BIGINT NULL CHECK (value <> 0),
    method TEXT NULL CHECK (method IN ('nominal', 'invoice', 'market', 'rate', 'estimate')),
    -- What the valuation rests on.
    basis TEXT NULL CHECK (basis <> ''),
    -- The file that shows it.
    proof TEXT NULL REFERENCES file (hash),
    -- The number of the handover record (berita acara serah terima), and of the letter of thanks.
    handover TEXT NULL UNIQUE CHECK (handover <> ''),
    recorded_on TEXT NULL,
    thanks TEXT NULL UNIQUE CHECK (thanks <> ''),
    -- Who signed that letter: office, name, number, a line each.
    thanks_signer TEXT NULL,
    -- What became of it: its box, where it was books; its transaction in the ledger, where it was money: the receipt, or the
    -- payment where the library gave it; its lot, where it was things. What is reversed names box and lot once more, and only when they are gone.
    batch UUID NULL,
    batch_state TEXT NULL,
    posting UUID NULL UNIQUE REFERENCES ledger_transaction (id),
    lot UUID NULL,
    lot_open BOOLEAN NULL,
    -- What it takes back, which was as much in the same kind and direction.
    reverses UUID NULL UNIQUE,
    undone_amount BIGINT NULL,
    undone_value BIGINT NULL,
    entered_at BIGINT NOT NULL,
    CHECK (promised IS NOT NULL OR amount IS NOT NULL),
    CHECK ((amount IS NULL) = (received_on IS NULL)),
    CHECK ((value IS NULL) = (method IS NULL)),
    CHECK (state IN ('pledged', 'declined', 'redirected') OR amount IS NOT NULL),
    CHECK (state NOT IN ('appraised', 'accepted') OR value IS NOT NULL),
    -- Auditors have stopped the lending of given books for lack of one of these.
    CHECK ((state IN ('recorded', 'acknowledged')) = (handover IS NOT NULL)),
    CHECK ((handover IS NULL) = (recorded_on IS NULL)),
    CHECK (handover IS NULL OR (value IS NOT NULL AND amount IS NOT NULL)),
    CHECK ((state = 'acknowledged') = (thanks IS NOT NULL)),
    CHECK ((thanks IS NULL) = (thanks_signer IS NULL)),
    CHECK ((reverses IS NULL AND amount > 0 AND value > 0) OR (reverses IS NOT NULL AND amount < 0 AND value < 0)),
    CHECK (kind NOT IN ('money', 'discount') OR value = amount),
    -- Each book and each piece is worth a rupiah at least.
    CHECK (kind NOT IN ('books', 'equipment') OR abs(value) >= abs(amount)),
    CHECK (method <> 'nominal' OR kind IN ('money', 'discount')),
    CHECK (method <> 'invoice' OR proof IS NOT NULL),
    CHECK (method NOT IN ('market', 'rate', 'estimate') OR basis IS NOT NULL),
    -- What comes in and is recorded is where it belongs, in the same statement.
    CHECK ((batch IS NOT NULL) = (kind = 'books' AND direction = 'in' AND handover IS NOT NULL)),
    CHECK ((posting IS NOT NULL) = (kind = 'money' AND handover IS NOT NULL)),
    CHECK ((lot IS NOT NULL) = (kind = 'equipment' AND direction = 'in' AND handover IS NOT NULL)),
    CHECK ((batch IS NULL) = (batch_state IS NULL)),
    CHECK ((lot IS NULL) = (lot_open IS NULL)),
    CHECK ((reverses IS NULL) = (undone_amount IS NULL) AND (reverses IS NULL) = (undone_value IS NULL)),
    CHECK (amount + undone_amount = 0 AND value + undone_value = 0),
    CHECK (reverses IS NULL OR batch_state = 'cancelled'),
    CHECK (reverses IS NULL OR NOT lot_open),
    UNIQUE (id, kind, direction, amount, value),
    UNIQUE (id, amount, value, handover),
    FOREIGN KEY (reverses, kind, direction, undone_amount, undone_value)
        REFERENCES contribution (id, kind, direction, amount, value),
    FOREIGN KEY (batch, batch_state) REFERENCES accession_batch (id, state) ON UPDATE CASCADE,
    FOREIGN KEY (lot, lot_open) REFERENCES asset_lot (id, open) ON UPDATE CASCADE
);
CREATE UNIQUE INDEX contribution_batch ON contribution (batch) WHERE reverses IS NULL;
CREATE UNIQUE INDEX contribution_lot ON contribution (lot) WHERE reverses IS NULL;
FREEZE contribution (id, code, form, direction, kind, promised, due, reverses, entered_at);

-- Given money stands in the ledger as its own receipt, or the reversal of that, with as much as it is worth; what the library
-- gives, as a payment of as much. And none is posted for a gift that nobody has taken, nor
-- twice.
REFUSE gift_without_its_money BEFORE UPDATE OF posting ON contribution WHEN NEW.posting IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM ledger_transaction t
    WHERE t.id = NEW.posting AND CASE NEW.direction
        WHEN 'in' THEN t.origin = 'contribution' AND t.origin_id = NEW.id ELSE t.kind = 'payment' END
        AND (SELECT SUM(l.amount) FROM posting l WHERE l.ledger_transaction = t.id AND l.nature = 'asset')
            = CASE NEW.direction WHEN 'in' THEN NEW.value ELSE -NEW.value END);
REFUSE gift_back_without_its_money BEFORE INSERT ON contribution WHEN NEW.posting IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM contribution c JOIN ledger_transaction t ON t.reverses = c.posting
    WHERE c.id = NEW.reverses AND t.id = NEW.posting);
REFUSE money_of_no_gift BEFORE INSERT ON ledger_transaction
    WHEN NEW.origin = 'contribution' AND NEW.kind <> 'reversal' AND (
        EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.origin = NEW.origin AND t.origin_id = NEW.origin_id)
        OR NOT EXISTS (
            SELECT 1 FROM contribution c
            WHERE c.id = NEW.origin_id AND c.state = 'accepted' AND c.kind = 'money' AND c.direction = 'in'
                AND c.value = (SELECT SUM(l.amount) FROM posting l
                    WHERE l.ledger_transaction = NEW.id AND l.nature = 'asset')));

-- Its money is in the ledger in the name of who gave it, and says whether everybody may read that name.
KEEP gift_named AFTER UPDATE OF posting, name, named ON contribution:
    UPDATE ledger_transaction SET payer = NEW.name, named = NEW.named
    WHERE origin = 'contribution' AND origin_id = NEW.id;
KEEP gift_back_named AFTER INSERT ON contribution:
    UPDATE ledger_transaction SET payer = NEW.name, named = NEW.named
    WHERE id = NEW.posting AND origin = 'contribution' AND origin_id = NEW.reverses;
REFUSE money_named_otherwise BEFORE UPDATE OF payer, named ON ledger_transaction WHEN NOT EXISTS (
    SELECT 1 FROM contribution c WHERE NEW.origin = 'contribution' AND c.id = NEW.origin_id
        AND c.name = NEW.payer AND c.named = NEW.named);

-- What the handover record says stays as it was recorded.
REFUSE recorded_contribution_changed BEFORE UPDATE OF amount, value, method, basis, proof, received_on, recorded_on, about,
    purpose, posting, handover ON contribution WHEN OLD.handover IS NOT NULL;
-- So does who gave it and for which promise; only a name may be forgotten.
REFUSE recorded_giver_changed BEFORE UPDATE OF name, commitment ON contribution
    WHEN OLD.handover IS NOT NULL AND (NEW.name <> OLD.name AND NEW.name <> '—'
        OR (NEW.commitment IS NULL) <> (OLD.commitment IS NULL) OR NEW.commitment <> OLD.commitment);
-- Nor does it become somebody else's: only two entries of the register that turn out to be one change who that is.
REFUSE recorded_party_changed BEFORE UPDATE OF party ON contribution
    WHEN OLD.handover IS NOT NULL AND NEW.party IS NOT NULL AND (OLD.party IS NULL OR NEW.party <> OLD.party)
        AND NOT EXISTS (
            SELECT 1 FROM merged_with m WHERE m.party = OLD.party AND m.other = NEW.party);
-- Whoever did not want to be named is not named later; who wanted it may take that back.
REFUSE recorded_giver_named BEFORE UPDATE OF named ON contribution
    WHEN OLD.handover IS NOT NULL AND NEW.named AND NOT OLD.named;
REFUSE letter_of_thanks_changed BEFORE UPDATE OF thanks, thanks_signer ON contribution WHEN OLD.thanks IS NOT NULL;

-- What was recorded stays as it was recorded: neither here nor in the contribution itself, to which this row points, do amount,
-- value and number change. The record is printed again as it was signed: in the name of which library, where, by whom (office,
-- name, number, a line each).
CREATE TABLE contribution_record (
    contribution UUID PRIMARY KEY,
    amount BIGINT NOT NULL,
    value BIGINT NOT NULL,
    handover TEXT NOT NULL,
    library TEXT NOT NULL,
    town TEXT NOT NULL,
    signer TEXT NOT NULL,
    their_signer TEXT NOT NULL,
    FOREIGN KEY (contribution, amount, value, handover) REFERENCES contribution (id, amount, value, handover)
);
FREEZE contribution_record;

CREATE INDEX contribution_state ON contribution (state, entered_at);
CREATE INDEX contribution_entered ON contribution (entered_at, id);
CREATE INDEX contribution_alike ON contribution (kind, direction, received_on);
CREATE INDEX contribution_recorded ON contribution (recorded_on, kind) WHERE recorded_on IS NOT NULL;
CREATE INDEX contribution_party ON contribution (party, entered_at) WHERE party IS NOT NULL;
CREATE INDEX contribution_commitment ON contribution (commitment) WHERE commitment IS NOT NULL;
CREATE INDEX contribution_due ON contribution (due) WHERE state = 'pledged' AND due IS NOT NULL;

-- What happened to it, in order. Rows are added and never changed.
CREATE TABLE contribution_step (
    id UUID PRIMARY KEY,
    contribution UUID NOT NULL REFERENCES contribution (id),
    number BIGINT NOT NULL CHECK (number > 0),
    state TEXT NOT NULL,
    note TEXT NULL CHECK (note <> ''),
    author UUID NULL,
    at BIGINT NOT NULL,
    UNIQUE (contribution, number)
);
FREEZE contribution_step;

-- A paper of a contribution: the signed handover record, a bill, a photo.
CREATE TABLE contribution_paper (
    id UUID PRIMARY KEY,
    contribution UUID NOT NULL REFERENCES contribution (id),
    title TEXT NOT NULL CHECK (title <> ''),
    file TEXT NOT NULL REFERENCES file (hash),
    at BIGINT NOT NULL,
    author UUID NULL
);
FREEZE contribution_paper;
CREATE INDEX contribution_paper_of ON contribution_paper (contribution, at);

-- Books somebody would like to give. Nothing of it is the library's until it has said yes.
CREATE TABLE book_offer (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    form TEXT NOT NULL UNIQUE,
    person UUID NULL REFERENCES party (id),
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    -- For whom they speak; empty for themselves.
    organisation TEXT NOT NULL,
    -- What it is, a title a line.
    titles TEXT NOT NULL,
    pieces BIGINT NOT NULL CHECK (pieces > 0),
    way TEXT NOT NULL CHECK (way IN ('bring', 'fetch', 'post')),
    note TEXT NOT NULL,
    named BOOLEAN NOT NULL,
    photo TEXT NULL REFERENCES file (hash),
    offered_at BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'accepted', 'redirected', 'declined')),
    -- What they were told, and to whom they were sent on.
    answer TEXT NULL CHECK (answer <> ''),
    sent_to TEXT NULL CHECK (sent_to <> ''),
    contribution UUID NULL UNIQUE REFERENCES contribution (id),
    decided_at BIGINT NULL,
    decided_by UUID NULL,
    CHECK ((state = 'waiting') = (decided_at IS NULL)),
    CHECK ((state = 'accepted') = (contribution IS NOT NULL)),
    CHECK ((state = 'redirected') = (sent_to IS NOT NULL)),
    CHECK (state <> 'declined' OR answer IS NOT NULL)
);
CREATE INDEX book_offer_waiting ON book_offer (offered_at, id) WHERE state = 'waiting';
CREATE INDEX book_offer_offered ON book_offer (offered_at);
CREATE INDEX book_offer_person ON book_offer (person) WHERE person IS NOT NULL;
