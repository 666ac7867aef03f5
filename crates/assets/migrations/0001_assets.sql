-- The things that came by one gift. A lot that is taken back takes every thing of it along.
CREATE TABLE asset_lot (
    -- The gift, in the module that keeps gifts.
    id UUID PRIMARY KEY,
    open BOOLEAN NOT NULL,
    -- Why it was taken back.
    reason TEXT NULL CHECK (reason <> ''),
    CHECK (open OR reason IS NOT NULL),
    UNIQUE (id, open)
);

-- What the library owns besides its books. A thing names whether its lot is open, which follows the lot: none is entered
-- into one that was taken back, and one with a thing still in the register is not taken back.
CREATE TABLE asset (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('computer', 'electronics', 'furniture', 'vehicle', 'tool', 'toy', 'art', 'other')),
    -- The maker's number.
    serial TEXT NULL CHECK (serial <> ''),
    branch UUID NOT NULL REFERENCES branch (id),
    room TEXT NULL CHECK (room <> ''),
    -- Who answers for it.
    custodian UUID NULL REFERENCES account (person),
    condition TEXT NOT NULL CHECK (condition IN ('good', 'worn', 'broken', 'lost')),
    -- How it was before it was lost: so it is again when somebody finds it.
    condition_before TEXT NULL CHECK (condition_before IN ('good', 'worn', 'broken')),
    -- Whole rupiah when it came, and how one knows: nothing is entered without both, and neither changes.
    value BIGINT NOT NULL CHECK (value > 0),
    valuation TEXT NOT NULL CHECK (valuation IN ('price', 'market', 'estimate')),
    source TEXT NOT NULL CHECK (source IN ('gift', 'purchase', 'earlier')),
    -- From whom, as people say it, and who it is, where the register knows.
    origin TEXT NULL CHECK (origin <> ''),
    party UUID NULL REFERENCES party (id),
    -- The number of the handover record, the order or the invoice.
    reference TEXT NULL CHECK (reference <> ''),
    -- The gift it came by, or the payment that bought it: what these say of it stays as they say.
    gift UUID NULL,
    payment UUID NULL REFERENCES ledger_transaction (id),
    acquired_on TEXT NOT NULL,
    warranty_until TEXT NULL,
    lot UUID NULL,
    lot_open BOOLEAN NULL,
    written_off_on TEXT NULL,
    entered_at BIGINT NOT NULL,
    CHECK (warranty_until >= acquired_on),
    CHECK (written_off_on >= acquired_on),
    CHECK (gift IS NULL OR source = 'gift'),
    CHECK (payment IS NULL OR source = 'purchase'),
    CHECK (condition_before IS NULL OR condition = 'lost'),
    CHECK ((gift IS NULL) = (lot IS NULL) AND lot = gift),
    CHECK ((lot IS NULL) = (lot_open IS NULL)),
    CHECK (lot_open OR written_off_on IS NOT NULL),
    FOREIGN KEY (lot, lot_open) REFERENCES asset_lot (id, open) ON UPDATE CASCADE
);
CREATE INDEX asset_branch ON asset (branch, code);
CREATE INDEX asset_custodian ON asset (custodian) WHERE custodian IS NOT NULL;
CREATE INDEX asset_party ON asset (party) WHERE party IS NOT NULL;
CREATE INDEX asset_gift ON asset (gift) WHERE gift IS NOT NULL;
CREATE INDEX asset_lot_of ON asset (lot) WHERE lot IS NOT NULL;
CREATE INDEX asset_payment ON asset (payment) WHERE payment IS NOT NULL;
FREEZE asset (id, code, value, valuation, gift, payment, entered_at);
-- What a gift or a payment says of it stays as they say; only from whom may be forgotten.
REFUSE asset_of_another_origin BEFORE UPDATE OF origin, reference, source, acquired_on ON asset
    WHEN (OLD.gift IS NOT NULL OR OLD.payment IS NOT NULL) AND (
        NEW.origin IS NOT NULL AND NEW.origin <> COALESCE(OLD.origin, '')
        OR COALESCE(NEW.reference, '') <> COALESCE(OLD.reference, '')
        OR NEW.source <> OLD.source OR NEW.acquired_on <> OLD.acquired_on);
REFUSE asset_of_another_party BEFORE UPDATE OF party ON asset
    WHEN (OLD.gift IS NOT NULL OR OLD.payment IS NOT NULL) AND NEW.party IS NOT NULL
        AND (OLD.party IS NULL OR NEW.party <> OLD.party) AND NOT EXISTS (
            SELECT 1 FROM merged_with m WHERE m.party = OLD.party AND m.other = NEW.party);
-- What was bought is entered for no more than was paid for it, in all; what is paid again has bought what the first payment
-- did.
REFUSE asset_beyond_its_payment BEFORE INSERT ON asset WHEN NEW.payment IS NOT NULL AND NEW.value + (
        SELECT CAST(COALESCE(SUM(x.value), 0) AS BIGINT) FROM ledger_transaction t
        JOIN ledger_transaction o ON o.origin = t.origin AND o.origin_id = t.origin_id
        JOIN asset x ON x.payment = o.id WHERE t.id = NEW.payment)
    > (SELECT CAST(COALESCE(SUM(l.amount), 0) AS BIGINT) FROM posting l
        WHERE l.ledger_transaction = NEW.payment AND l.account = '5102');

-- What a thing was found to be worth later, or should have been said to be worth at first: the last one holds.
CREATE TABLE asset_valuation (
    id UUID PRIMARY KEY,
    asset UUID NOT NULL REFERENCES asset (id),
    value BIGINT NOT NULL CHECK (value > 0),
    valuation TEXT NOT NULL CHECK (valuation IN ('price', 'market', 'estimate')),
    reason TEXT NOT NULL CHECK (reason <> ''),
    author UUID NULL,
    at BIGINT NOT NULL
);
CREATE INDEX asset_valuation_asset ON asset_valuation (asset, id);
FREEZE asset_valuation;

CREATE TABLE asset_document (
    id UUID PRIMARY KEY,
    asset UUID NOT NULL REFERENCES asset (id),
    title TEXT NOT NULL CHECK (title <> ''),
    file TEXT NOT NULL REFERENCES file (hash),
    author UUID NULL,
    at BIGINT NOT NULL
);
CREATE INDEX asset_document_asset ON asset_document (asset, at);

-- Care that is due, and care that was given.
CREATE TABLE asset_care (
    id UUID PRIMARY KEY,
    asset UUID NOT NULL REFERENCES asset (id),
    what TEXT NOT NULL CHECK (what <> ''),
    due TEXT NOT NULL,
    done_on TEXT NULL,
    note TEXT NULL CHECK (note <> ''),
    author UUID NULL,
    at BIGINT NOT NULL
);
CREATE INDEX asset_care_asset ON asset_care (asset, due);
CREATE INDEX asset_care_due ON asset_care (due) WHERE done_on IS NULL;

-- Somebody wants to write a thing off; somebody else decides.
CREATE TABLE asset_removal (
    id UUID PRIMARY KEY,
    asset UUID NOT NULL REFERENCES asset (id),
    reason TEXT NOT NULL CHECK (reason <> ''),
    requester UUID NOT NULL,
    requested_at BIGINT NOT NULL,
    decision TEXT NULL CHECK (decision IN ('approved', 'refused')),
    note TEXT NULL CHECK (note <> ''),
    decider UUID NULL,
    decided_at BIGINT NULL,
    -- The number of its record, and who signed that: office, name, number, a line each.
    number TEXT NULL UNIQUE CHECK (number <> ''),
    signer TEXT NULL,
    CHECK (decider <> requester),
    CHECK ((decision IS NULL) = (decider IS NULL)),
    CHECK ((decision IS NULL) = (decided_at IS NULL)),
    CHECK (decision <> 'refused' OR note IS NOT NULL),
    CHECK ((number IS NOT NULL) = (decision IS NOT NULL AND decision = 'approved')),
    CHECK ((number IS NULL) = (signer IS NULL))
);
-- Nothing leaves the register but by what somebody else approved, or with the gift it came by; and it does not come back.
REFUSE asset_written_off_by_nobody BEFORE UPDATE OF written_off_on ON asset
    WHEN NEW.written_off_on IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM asset_removal r WHERE r.asset = NEW.id AND r.decision = 'approved')
    AND NOT EXISTS (SELECT 1 FROM asset_lot l WHERE l.id = NEW.lot AND l.reason IS NOT NULL);
FREEZE asset (written_off_on) WHEN OLD.written_off_on IS NOT NULL;
REFUSE asset_gone_from_the_beginning BEFORE INSERT ON asset WHEN NEW.written_off_on IS NOT NULL;
FREEZE asset_removal WHEN OLD.decision IS NOT NULL;
FREEZE asset_removal (id, asset, reason, requester, requested_at);
CREATE UNIQUE INDEX asset_removal_open ON asset_removal (asset) WHERE decision IS NULL;
CREATE INDEX asset_removal_asset ON asset_removal (asset, requested_at);

-- An inventory of a place, or of a room of it: what was seen, each code once.
CREATE TABLE asset_round (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    branch UUID NOT NULL REFERENCES branch (id),
    room TEXT NULL CHECK (room <> ''),
    begun_at BIGINT NOT NULL,
    ended_at BIGINT NULL,
    open BOOLEAN NOT NULL,
    CHECK (open = (ended_at IS NULL)),
    UNIQUE (id, open)
);
CREATE INDEX asset_round_begun ON asset_round (begun_at);
FREEZE asset_round (id, name, branch, room, begun_at);
-- A sighting names whether its round is open, which follows the round: none is written into one that has ended.
CREATE TABLE asset_sighting (
    round UUID NOT NULL,
    round_open BOOLEAN NOT NULL,
    code TEXT NOT NULL CHECK (code <> ''),
    asset UUID NULL REFERENCES asset (id),
    author UUID NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (round, code),
    FOREIGN KEY (round, round_open) REFERENCES asset_round (id, open) ON UPDATE CASCADE
);
CREATE INDEX asset_sighting_asset ON asset_sighting (asset, at) WHERE asset IS NOT NULL;
