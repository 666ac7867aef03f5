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
    encumbrance UUID NULL UNIQUE REFERENCES encumbrance (id),
    CHECK ((state IN ('ordered', 'closed')) = (encumbrance IS NOT NULL)),
    CHECK ((encumbrance IS NULL) = (placed_on IS NULL)),
    UNIQUE (id, state),
    FOREIGN KEY (budget, fund) REFERENCES budget (id, fund)
);
CREATE INDEX purchase_order_state ON purchase_order (state, drafted_at);
CREATE INDEX purchase_order_vendor ON purchase_order (vendor);
CREATE INDEX purchase_order_drafted ON purchase_order (drafted_at, id);

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
    CHECK (received <= copies)
);
CREATE INDEX order_line_order ON order_line (purchase_order);

-- What arrived at once. Each is a box of its own on its way to the shelf.
CREATE TABLE order_delivery (
    id UUID PRIMARY KEY,
    purchase_order UUID NOT NULL REFERENCES purchase_order (id),
    number TEXT NOT NULL UNIQUE,
    day TEXT NOT NULL,
    copies BIGINT NOT NULL CHECK (copies > 0),
    batch UUID NOT NULL UNIQUE REFERENCES accession_batch (id),
    author UUID NULL,
    at BIGINT NOT NULL
);
CREATE INDEX order_delivery_order ON order_delivery (purchase_order, at);

-- What the seller was paid: each of their numbers once.
CREATE TABLE invoice (
    id UUID PRIMARY KEY,
    purchase_order UUID NOT NULL REFERENCES purchase_order (id),
    vendor UUID NOT NULL REFERENCES party (id),
    number TEXT NOT NULL CHECK (number <> ''),
    amount BIGINT NOT NULL CHECK (amount > 0),
    ledger_transaction UUID NOT NULL UNIQUE REFERENCES ledger_transaction (id),
    at BIGINT NOT NULL,
    UNIQUE (vendor, number)
);
CREATE INDEX invoice_order ON invoice (purchase_order, at);
