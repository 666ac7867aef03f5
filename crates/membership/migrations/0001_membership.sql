-- Kinds of membership. Without a name of the library's own, the language files name it by its code.
CREATE TABLE plan (
    code TEXT PRIMARY KEY,
    name TEXT NULL CHECK (name <> ''),
    -- The same in English; without one, the name is the same in both languages.
    name_en TEXT NULL CHECK (name_en IS NULL OR (name_en <> '' AND name IS NOT NULL)),
    -- How long a membership runs, where none means without end.
    months BIGINT NULL CHECK (months > 0),
    -- Who may begin with it, in whole years; none means no bound.
    age_from BIGINT NULL CHECK (age_from >= 0),
    age_to BIGINT NULL CHECK (age_to >= age_from),
    -- For one term, in rupiah.
    price BIGINT NOT NULL CHECK (price >= 0),
    -- Whether members may prolong it themselves, and how many days before its end at the earliest.
    own_renewal_days BIGINT NULL CHECK (own_renewal_days > 0),
    -- What it gives besides loans: hours of rooms in a month, minutes at a computer in a day.
    room_hours BIGINT NOT NULL CHECK (room_hours >= 0),
    computer_minutes BIGINT NOT NULL CHECK (computer_minutes >= 0),
    sort BIGINT NOT NULL,
    closed BOOLEAN NOT NULL
);
INSERT INTO plan (code, name, months, age_from, age_to, price, own_renewal_days, room_hours, computer_minutes, sort, closed) VALUES
    ('dewasa', NULL, 24, 18, NULL, 0, 60, 8, 120, 10, FALSE),
    ('remaja', NULL, 24, 12, 20, 0, 60, 8, 120, 20, FALSE),
    ('anak', NULL, 24, NULL, 12, 0, 60, 0, 60, 30, FALSE),
    ('pelajar', NULL, 12, NULL, NULL, 0, 60, 8, 120, 40, FALSE),
    ('guru', NULL, 24, 18, NULL, 0, 60, 16, 120, 50, FALSE),
    ('keluarga', NULL, 24, NULL, NULL, 0, 60, 8, 120, 60, FALSE),
    ('petugas', NULL, NULL, 18, NULL, 0, NULL, 16, 240, 70, FALSE);

-- What a membership of this plan may stand on.
CREATE TABLE plan_basis (
    plan TEXT NOT NULL REFERENCES plan (code),
    kind TEXT NOT NULL,
    PRIMARY KEY (plan, kind)
);
INSERT INTO plan_basis (plan, kind)
    SELECT p.code, k.kind FROM plan p CROSS JOIN (
        SELECT 'address' AS kind UNION ALL SELECT 'roster' UNION ALL SELECT 'domain' UNION ALL SELECT 'voucher'
        UNION ALL SELECT 'guardian' UNION ALL SELECT 'need' UNION ALL SELECT 'payment') k
    WHERE p.code <> 'petugas';
INSERT INTO plan_basis (plan, kind) VALUES
    ('guru', 'employment'), ('dewasa', 'employment'), ('petugas', 'employment');
-- What costs something is given to nobody for living or working here.
REFUSE plan_basis_unpaid BEFORE INSERT ON plan_basis
    WHEN NEW.kind IN ('address', 'employment')
        AND EXISTS (SELECT 1 FROM plan p WHERE p.code = NEW.plan AND p.price > 0);
REFUSE plan_price_unpaid BEFORE UPDATE OF price ON plan
    WHEN NEW.price > 0
        AND EXISTS (SELECT 1 FROM plan_basis b WHERE b.plan = NEW.code AND b.kind IN ('address', 'employment'));

CREATE TABLE member (
    person UUID PRIMARY KEY REFERENCES party (id),
    code TEXT NOT NULL UNIQUE,
    plan TEXT NOT NULL REFERENCES plan (code),
    -- Since when they have this plan.
    plan_since TEXT NOT NULL,
    -- Where they are at home, in a library of several places.
    branch UUID NULL REFERENCES branch (id),
    -- Why this member may not borrow for now.
    blocked TEXT NULL CHECK (blocked <> ''),
    since TEXT NOT NULL,
    -- When somebody of the library, or a partner's roster, vouched for who this is; until then the membership
    -- is provisional.
    confirmed_at BIGINT NULL,
    closed_at BIGINT NULL,
    -- The last day on which the membership counts of somebody below 18 for whom no guardian agrees.
    consent_due TEXT NOT NULL,
    -- When somebody asked whoever joined as a child and is 18 now whether they stay.
    grown_seen_at BIGINT NULL
);
CREATE INDEX member_since ON member (since, person);
CREATE INDEX member_provisional ON member (since, person) WHERE confirmed_at IS NULL;

-- The last change of a membership at the desk, with what it was and became: to take that one back.
CREATE TABLE member_change (
    member UUID PRIMARY KEY REFERENCES member (person),
    id UUID NOT NULL,
    was JSONB NOT NULL,
    became JSONB NOT NULL,
    at BIGINT NOT NULL
);

-- Numbers that were on cards before: whoever finds such a card cannot use it.
CREATE TABLE retired_card (
    code TEXT PRIMARY KEY,
    member UUID NOT NULL REFERENCES member (person),
    reason TEXT NOT NULL CHECK (reason IN ('lost', 'stolen', 'worn', 'merged')),
    at BIGINT NOT NULL
);
CREATE INDEX retired_card_member ON retired_card (member, at);

-- A partner's promise to carry memberships. Its agreement says for how long and for how many.
CREATE TABLE sponsorship (
    id UUID PRIMARY KEY,
    partner UUID NOT NULL REFERENCES party (id),
    name TEXT NOT NULL CHECK (name <> ''),
    plan TEXT NOT NULL REFERENCES plan (code),
    since TEXT NOT NULL,
    until TEXT NULL,
    -- How many members it carries at most; none means all.
    seats BIGINT NULL CHECK (seats >= 0),
    -- Who comes first where there are more than seats.
    seat_order TEXT NOT NULL CHECK (seat_order IN ('roster', 'name', 'joined')),
    -- How long whoever leaves the roster stays a member.
    grace_days BIGINT NOT NULL CHECK (grace_days >= 0),
    -- Addresses that end in this domain prove that somebody belongs to the partner.
    domain TEXT NULL CHECK (domain <> ''),
    ended_at BIGINT NULL
);
CREATE INDEX sponsorship_partner ON sponsorship (partner);
CREATE UNIQUE INDEX sponsorship_domain ON sponsorship (domain) WHERE domain IS NOT NULL AND ended_at IS NULL;

-- What a membership stands on. It counts while one of them does.
CREATE TABLE basis (
    id UUID PRIMARY KEY,
    member UUID NOT NULL REFERENCES member (person),
    kind TEXT NOT NULL CHECK (kind IN
        ('address', 'roster', 'domain', 'voucher', 'employment', 'guardian', 'need', 'payment')),
    since TEXT NOT NULL,
    -- Its own last day, where it has one; what it hangs on may end sooner.
    until TEXT NULL,
    sponsorship UUID NULL REFERENCES sponsorship (id),
    -- Whose membership it hangs on.
    guardian UUID NULL REFERENCES member (person),
    -- What was seen: an identity card, a letter; of what was paid, the number of the receipt.
    evidence TEXT NULL CHECK (evidence <> ''),
    -- What was paid, in rupiah, and the last day that was paid for; none where the plan has no end.
    paid BIGINT NULL CHECK (paid > 0),
    paid_until TEXT NULL,
    -- Why that is more than the plan costs.
    paid_more TEXT NULL CHECK (paid_more <> ''),
    -- What was paid, in the books.
    posting UUID NULL UNIQUE REFERENCES ledger_transaction (id),
    -- The number of its receipt as it is compared, and which of the memberships on it this is; none once what was paid is
    -- taken back.
    receipt TEXT NULL CHECK (receipt <> ''),
    receipt_line BIGINT NULL CHECK (receipt_line > 0),
    added_at BIGINT NOT NULL,
    UNIQUE (receipt, receipt_line),
    CHECK ((receipt IS NULL) = (receipt_line IS NULL)),
    CHECK (receipt IS NULL OR posting IS NOT NULL),
    CHECK (paid_more IS NULL OR paid IS NOT NULL),
    CHECK ((kind = 'payment') = (paid IS NOT NULL)),
    CHECK ((kind = 'payment') = (posting IS NOT NULL)),
    CHECK (paid IS NOT NULL OR paid_until IS NULL),
    CHECK (paid_until IS NULL OR (until IS NOT NULL AND until <= paid_until)),
    CHECK ((kind = 'guardian') = (guardian IS NOT NULL)),
    CHECK (kind NOT IN ('roster', 'domain', 'voucher') OR sponsorship IS NOT NULL),
    CHECK (guardian <> member)
);
CREATE INDEX basis_member ON basis (member);
CREATE INDEX basis_guardian ON basis (guardian) WHERE guardian IS NOT NULL;
CREATE INDEX basis_sponsorship ON basis (sponsorship) WHERE sponsorship IS NOT NULL;
CREATE INDEX basis_until ON basis (until);
-- A plan that costs something counts for nobody on nothing but living or working here, nor for less than it costs.
REFUSE basis_unpaid BEFORE INSERT ON basis
    WHEN NEW.kind IN ('address', 'employment', 'payment')
        AND EXISTS (SELECT 1 FROM member m JOIN plan p ON p.code = m.plan
            WHERE m.person = NEW.member AND p.price > COALESCE(NEW.paid, 0));
-- Nor is more taken than it costs unless somebody says why: a slip of a digit is money.
REFUSE basis_overpaid BEFORE INSERT ON basis
    WHEN NEW.paid IS NOT NULL AND NEW.paid_more IS NULL
        AND EXISTS (SELECT 1 FROM member m JOIN plan p ON p.code = m.plan
            WHERE m.person = NEW.member AND p.price < NEW.paid);
-- Nor does anybody come to a plan that costs something, and keep from that day on what was given for nothing or for less.
REFUSE member_plan_unpaid BEFORE UPDATE OF plan ON member
    WHEN NEW.plan <> OLD.plan AND EXISTS (
        SELECT 1 FROM basis b JOIN plan p ON p.code = NEW.plan
        WHERE b.member = NEW.person AND p.price > 0 AND (b.kind IN ('address', 'employment') OR b.paid < p.price)
            AND (b.until IS NULL OR b.until >= NEW.plan_since));

-- A receipt is entered once, with all the memberships it pays for; anew only after each of them was taken back.
REFUSE fee_without_receipt BEFORE INSERT ON basis WHEN NEW.kind = 'payment' AND NEW.receipt IS NULL;
REFUSE receipt_used BEFORE INSERT ON basis
    WHEN NEW.receipt_line = 1 AND EXISTS (SELECT 1 FROM basis b WHERE b.receipt = NEW.receipt);
REFUSE receipt_let_go BEFORE UPDATE OF receipt, receipt_line ON basis
    WHEN OLD.receipt IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = NEW.posting);

-- What was paid is not given back while it counts, and what was given back counts no more.
REFUSE fee_given_back_while_it_counts BEFORE INSERT ON ledger_transaction
    WHEN NEW.kind = 'reversal' AND NEW.origin = 'membership' AND EXISTS (
        SELECT 1 FROM basis b WHERE b.posting = NEW.reverses AND (b.until IS NULL OR b.until >= b.since));
REFUSE basis_given_back BEFORE UPDATE OF until ON basis
    WHEN NEW.posting IS NOT NULL AND (NEW.until IS NULL OR NEW.until >= NEW.since)
        AND EXISTS (SELECT 1 FROM ledger_transaction r WHERE r.reverses = NEW.posting);

-- Codes made for a sponsor at once, to be handed out on paper.
CREATE TABLE voucher_batch (
    id UUID PRIMARY KEY,
    sponsorship UUID NOT NULL REFERENCES sponsorship (id),
    -- The last day on which they can be exchanged.
    until TEXT NOT NULL,
    made_at BIGINT NOT NULL
);
CREATE INDEX voucher_batch_sponsorship ON voucher_batch (sponsorship, made_at);

-- A code makes one basis, once.
CREATE TABLE voucher (
    code TEXT PRIMARY KEY,
    batch UUID NOT NULL REFERENCES voucher_batch (id),
    used_by UUID NULL REFERENCES member (person),
    used_at BIGINT NULL,
    basis UUID NULL UNIQUE REFERENCES basis (id),
    voided_at BIGINT NULL,
    CHECK ((used_by IS NULL) = (used_at IS NULL)),
    CHECK ((used_by IS NULL) = (basis IS NULL)),
    CHECK (voided_at IS NULL OR used_by IS NULL)
);
CREATE INDEX voucher_of_batch ON voucher (batch, code);
CREATE INDEX voucher_used_by ON voucher (used_by) WHERE used_by IS NOT NULL;

-- Cards that have been printed, batch by batch. A new number is a card that has not been printed.
CREATE TABLE card_print (
    batch UUID NOT NULL,
    code TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (batch, code)
);
CREATE INDEX card_print_code ON card_print (code, at);
CREATE INDEX card_print_at ON card_print (at);
