-- A book somebody would like the library to have.
CREATE TABLE suggestion (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    -- The form it came with: the same form is the same suggestion.
    form TEXT NOT NULL UNIQUE CHECK (form <> ''),
    state TEXT NOT NULL CHECK (state IN ('new', 'selected', 'declined', 'ordered', 'arrived')),
    title TEXT NOT NULL CHECK (title <> ''),
    author TEXT NULL CHECK (author <> ''),
    -- Thirteen digits.
    isbn TEXT NULL CHECK (length(isbn) = 13),
    why TEXT NULL CHECK (why <> ''),
    -- Who asks, where the register knows; else how they can be reached.
    party UUID NULL REFERENCES party (id),
    contact TEXT NULL CHECK (contact <> ''),
    -- What they were told.
    answer TEXT NULL CHECK (answer <> ''),
    record UUID NULL REFERENCES record (id),
    opened_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    CHECK (state <> 'declined' OR answer IS NOT NULL)
);
CREATE INDEX suggestion_state ON suggestion (state, opened_at);
CREATE INDEX suggestion_opened ON suggestion (opened_at, id);
CREATE INDEX suggestion_party ON suggestion (party, opened_at) WHERE party IS NOT NULL;

-- What is bought of a seller at once, against a fund. While it is ordered its money is held.
CREATE TABLE purchase_order (
    id UUID PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    vendor UUID NOT NULL REFERENCES party (id),
    fund UUID NOT NULL REFERENCES fund (id),
    budget UUID NULL,
    branch UUID NOT NULL REFERENCES branch (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'ordered', 'closed', 'cancelled')),
    drafter UUID NOT NULL,
    drafted_at BIGINT NOT NULL,
    placer UUID NULL,
    placed_on TEXT NULL,
    -- What it came to when it was placed, the limits that were in force, and how many people had to approve it.
    total BIGINT NULL CHECK (total > 0),
    approve_from BIGINT NULL,
    large_from BIGINT NULL,
    needs BIGINT NULL CHECK (needs >= 0),
    encumbrance UUID NULL UNIQUE REFERENCES encumbrance (id),
    CHECK ((state IN ('ordered', 'closed')) = (encumbrance IS NOT NULL)),
    CHECK ((encumbrance IS NULL) = (placed_on IS NULL)),
    CHECK ((encumbrance IS NULL) = (needs IS NULL)),
    CHECK ((needs IS NULL) = (total IS NULL) AND (needs IS NULL) = (approve_from IS NULL)
        AND (needs IS NULL) = (large_from IS NULL)),
    UNIQUE (id, state),
    FOREIGN KEY (budget, fund) REFERENCES budget (id, fund)
);
FREEZE purchase_order (id, number, drafter, drafted_at);
FREEZE purchase_order (fund, budget, branch, placer, placed_on, total, approve_from, large_from, needs, encumbrance)
    WHEN OLD.state <> 'draft';
-- Whoever it was placed with stays its seller: only two entries of the register that turn out to be one change who that is.
REFUSE order_of_another_vendor BEFORE UPDATE OF vendor ON purchase_order
    WHEN OLD.state <> 'draft' AND NEW.vendor <> OLD.vendor AND NOT EXISTS (
        SELECT 1 FROM merged_with m WHERE m.party = OLD.vendor AND m.other = NEW.vendor);
CREATE INDEX purchase_order_state ON purchase_order (state, drafted_at);
CREATE INDEX purchase_order_vendor ON purchase_order (vendor);
CREATE INDEX purchase_order_drafted ON purchase_order (drafted_at, id);

-- Who had a hand in an order: whoever chose what is in it has not approved it, and the other way round.
CREATE TABLE order_hand (
    purchase_order UUID NOT NULL REFERENCES purchase_order (id),
    person UUID NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('author', 'approver')),
    -- Whether they may approve large amounts.
    large BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (purchase_order, person)
);
-- An order is placed when as many people as it needs have approved it, none of whom chose what is in it, and who did stays
-- written down. It begins as a draft and does not become one again.
REFUSE order_placed_from_the_beginning BEFORE INSERT ON purchase_order WHEN NEW.state <> 'draft';
REFUSE order_backwards BEFORE UPDATE OF state ON purchase_order
    WHEN NEW.state <> OLD.state AND NOT (OLD.state = 'draft' AND NEW.state IN ('ordered', 'cancelled')
        OR OLD.state = 'ordered' AND NEW.state = 'closed');
REFUSE order_without_its_approvals BEFORE UPDATE OF state ON purchase_order
    WHEN NEW.state = 'ordered' AND OLD.state = 'draft' AND (
        NOT EXISTS (SELECT 1 FROM money_limit m
            WHERE m.approve_from = NEW.approve_from AND m.large_from = NEW.large_from)
        OR NEW.needs <> CASE WHEN NEW.total >= NEW.large_from THEN 2
            WHEN NEW.total >= NEW.approve_from OR EXISTS (
                SELECT 1 FROM fund f WHERE f.id = NEW.fund AND f.kind <> 'unrestricted') THEN 1 ELSE 0 END
        OR NEW.needs > (SELECT count(*) FROM order_hand h WHERE h.purchase_order = NEW.id AND h.role = 'approver')
        OR NEW.needs > 1 AND NOT EXISTS (
            SELECT 1 FROM order_hand h WHERE h.purchase_order = NEW.id AND h.role = 'approver' AND h.large));
REFUSE order_hand_after_placing BEFORE INSERT OR UPDATE OF role, person, large ON order_hand
    WHEN EXISTS (SELECT 1 FROM purchase_order o WHERE o.id = NEW.purchase_order AND o.state <> 'draft');
REFUSE order_hand_forgotten BEFORE DELETE ON order_hand
    WHEN EXISTS (SELECT 1 FROM purchase_order o WHERE o.id = OLD.purchase_order AND o.state <> 'draft');

-- No more arrives than was ordered, whoever counts.
CREATE TABLE order_line (
    id UUID PRIMARY KEY,
    purchase_order UUID NOT NULL REFERENCES purchase_order (id),
    suggestion UUID NULL UNIQUE REFERENCES suggestion (id),
    title TEXT NOT NULL CHECK (title <> ''),
    author TEXT NULL CHECK (author <> ''),
    isbn TEXT NULL CHECK (length(isbn) = 13),
    copies BIGINT NOT NULL CHECK (copies > 0),
    -- Of one copy, in whole rupiah.
    price BIGINT NOT NULL CHECK (price > 0),
    received BIGINT NOT NULL CHECK (received >= 0),
    CHECK (received <= copies),
    UNIQUE (id, purchase_order)
);
-- What was approved is what was chosen, and that much is held of its fund for it alone.
REFUSE order_of_another_sum BEFORE UPDATE OF state ON purchase_order
    WHEN NEW.state = 'ordered' AND OLD.state = 'draft' AND NOT (
        NEW.total = (SELECT SUM(l.copies * l.price) FROM order_line l WHERE l.purchase_order = NEW.id)
        AND EXISTS (SELECT 1 FROM encumbrance e
            WHERE e.id = NEW.encumbrance AND e.fund = NEW.fund AND e.open AND e.amount = NEW.total
                AND (e.budget = NEW.budget OR e.budget IS NULL AND NEW.budget IS NULL)));
CREATE INDEX order_line_order ON order_line (purchase_order);
CREATE INDEX order_line_isbn ON order_line (isbn) WHERE isbn IS NOT NULL;
-- And it is what was ordered.
REFUSE order_line_after_placing BEFORE INSERT OR UPDATE OF title, author, isbn, copies, price, purchase_order ON order_line
    WHEN EXISTS (SELECT 1 FROM purchase_order o WHERE o.id = NEW.purchase_order AND o.state IN ('ordered', 'closed'));
REFUSE order_line_taken_out BEFORE DELETE ON order_line
    WHEN EXISTS (SELECT 1 FROM purchase_order o WHERE o.id = OLD.purchase_order AND o.state IN ('ordered', 'closed'));

-- What arrived at once. Each is a box of its own on its way to the shelf, and follows it: a delivery that was noted wrongly
-- is taken back with its box.
CREATE TABLE order_delivery (
    id UUID PRIMARY KEY,
    purchase_order UUID NOT NULL REFERENCES purchase_order (id),
    number TEXT NOT NULL UNIQUE,
    day TEXT NOT NULL,
    batch UUID NOT NULL UNIQUE,
    batch_state TEXT NOT NULL,
    author UUID NULL,
    at BIGINT NOT NULL,
    UNIQUE (id, purchase_order),
    FOREIGN KEY (batch, batch_state) REFERENCES accession_batch (id, state) ON UPDATE CASCADE
);
CREATE INDEX order_delivery_order ON order_delivery (purchase_order, at);
CREATE INDEX order_delivery_day ON order_delivery (day);
FREEZE order_delivery (id, purchase_order, number, day, author, at);
REFUSE order_delivery_of_nothing_ordered BEFORE INSERT ON order_delivery WHEN NOT EXISTS (
    SELECT 1 FROM purchase_order o WHERE o.id = NEW.purchase_order AND o.state = 'ordered' AND o.placed_on <= NEW.day);
REFUSE order_delivery_in_another_box BEFORE UPDATE OF batch ON order_delivery WHEN NEW.batch <> OLD.batch;
CREATE TABLE order_delivery_line (
    delivery UUID NOT NULL,
    line UUID NOT NULL,
    purchase_order UUID NOT NULL,
    copies BIGINT NOT NULL CHECK (copies > 0),
    PRIMARY KEY (delivery, line),
    FOREIGN KEY (delivery, purchase_order) REFERENCES order_delivery (id, purchase_order),
    FOREIGN KEY (line, purchase_order) REFERENCES order_line (id, purchase_order)
);
CREATE INDEX order_delivery_of_line ON order_delivery_line (line);
FREEZE order_delivery_line;
-- What came of a line is the sum of what its deliveries brought, but those that were taken back. The database adds it up
-- itself, and takes no other sum.
KEEP order_lines_received AFTER INSERT ON order_delivery_line:
    UPDATE order_line SET received = received + NEW.copies WHERE id = NEW.line;
KEEP order_lines_sent_back AFTER UPDATE OF batch_state ON order_delivery:
    UPDATE order_line SET received = received - (
        SELECT l.copies FROM order_delivery_line l WHERE l.delivery = NEW.id AND l.line = order_line.id)
    WHERE NEW.batch_state = 'cancelled' AND OLD.batch_state <> 'cancelled'
        AND id IN (SELECT l.line FROM order_delivery_line l WHERE l.delivery = NEW.id);
REFUSE order_line_received_from_nowhere BEFORE INSERT ON order_line WHEN NEW.received <> 0;
REFUSE order_line_without_its_deliveries BEFORE UPDATE OF received ON order_line WHEN NEW.received <> (
    SELECT CAST(COALESCE(SUM(l.copies), 0) AS BIGINT) FROM order_delivery_line l JOIN order_delivery d ON d.id = l.delivery
    WHERE l.line = NEW.id AND d.batch_state <> 'cancelled');

-- What the seller asks to be paid. Each is a spending, so that it is approved and paid like any other, and follows it:
-- a number is asked for once, unless that was refused, withdrawn or taken back.
CREATE TABLE invoice (
    id UUID PRIMARY KEY,
    purchase_order UUID NOT NULL REFERENCES purchase_order (id),
    vendor UUID NOT NULL REFERENCES party (id),
    number TEXT NOT NULL CHECK (number <> ''),
    -- The same however it is typed: its words and figures.
    key TEXT NOT NULL CHECK (key <> ''),
    spending UUID NOT NULL UNIQUE,
    state TEXT NOT NULL,
    -- Why it asks for more than what came is worth.
    reason TEXT NULL CHECK (reason <> ''),
    at BIGINT NOT NULL,
    FOREIGN KEY (spending, state) REFERENCES spending (id, state) ON UPDATE CASCADE
);
CREATE UNIQUE INDEX invoice_key ON invoice (vendor, key) WHERE state IN ('requested', 'approved', 'paid');
FREEZE invoice (id, purchase_order, number, key, reason, at);
REFUSE invoice_of_another_vendor BEFORE UPDATE OF vendor ON invoice
    WHEN NEW.vendor <> OLD.vendor AND NOT EXISTS (
        SELECT 1 FROM merged_with m WHERE m.party = OLD.vendor AND m.other = NEW.vendor);
REFUSE invoice_of_another_spending BEFORE UPDATE OF spending ON invoice WHEN NEW.spending <> OLD.spending;
CREATE INDEX invoice_order ON invoice (purchase_order, at);
