-- A Mapalus circle: partners who help each other in turn. Each turn has one host whom the others help.
CREATE TABLE circle (
    id UUID PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL CHECK (name <> ''),
    about TEXT NOT NULL CHECK (about <> ''),
    public BOOLEAN NOT NULL,
    begun TEXT NOT NULL,
    ended TEXT NULL,
    CHECK (ended >= begun)
);

-- Whose turn comes after whose. Whoever leaves keeps their place in what was given.
CREATE TABLE circle_member (
    id UUID PRIMARY KEY,
    circle UUID NOT NULL REFERENCES circle (id),
    partner UUID NOT NULL REFERENCES partner (party) ON UPDATE CASCADE,
    position BIGINT NOT NULL,
    joined_on TEXT NOT NULL,
    left_on TEXT NULL,
    UNIQUE (circle, partner),
    UNIQUE (circle, position)
);
CREATE INDEX circle_member_partner ON circle_member (partner);

-- When a member that left and came back was in it before.
CREATE TABLE circle_stay (
    id UUID PRIMARY KEY,
    circle UUID NOT NULL,
    partner UUID NOT NULL,
    since TEXT NOT NULL,
    until TEXT NOT NULL,
    CHECK (until >= since),
    FOREIGN KEY (circle, partner) REFERENCES circle_member (circle, partner) ON UPDATE CASCADE
);
CREATE INDEX circle_stay_member ON circle_stay (circle, partner);
FREEZE circle_stay (id, since, until);

-- What every member promised to bring to every turn of another, in its own unit, from one day to another: a turn is held
-- against what was promised then.
CREATE TABLE circle_pledge (
    id UUID PRIMARY KEY,
    circle UUID NOT NULL REFERENCES circle (id),
    unit TEXT NOT NULL CHECK (unit IN
        ('books', 'pieces', 'hours', 'sessions', 'times')),
    amount BIGINT NOT NULL CHECK (amount > 0),
    what TEXT NOT NULL CHECK (what <> ''),
    since TEXT NOT NULL,
    until TEXT NULL
);
CREATE UNIQUE INDEX circle_pledge_now ON circle_pledge (circle, unit) WHERE until IS NULL;
CREATE INDEX circle_pledge_circle ON circle_pledge (circle, since);
FREEZE circle_pledge (id, circle, unit, amount, what, since);
FREEZE circle_pledge (until) WHEN OLD.until IS NOT NULL;

CREATE TABLE circle_turn (
    id UUID PRIMARY KEY,
    circle UUID NOT NULL REFERENCES circle (id),
    number BIGINT NOT NULL CHECK (number > 0),
    host UUID NOT NULL,
    day TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what <> ''),
    -- Why it went to another than the order says; and why it was not held.
    out_of_turn TEXT NULL CHECK (out_of_turn <> ''),
    cancelled TEXT NULL CHECK (cancelled <> ''),
    UNIQUE (circle, number),
    UNIQUE (id, host),
    UNIQUE (id, circle),
    FOREIGN KEY (circle, host) REFERENCES circle_member (circle, partner) ON UPDATE CASCADE
);

-- What was given in a turn, in its own unit; nobody helps themselves. A mistake is reversed.
CREATE TABLE circle_help (
    id UUID PRIMARY KEY,
    turn UUID NOT NULL,
    circle UUID NOT NULL,
    host UUID NOT NULL,
    giver UUID NOT NULL,
    unit TEXT NOT NULL CHECK (unit IN
        ('books', 'pieces', 'hours', 'sessions', 'times')),
    amount BIGINT NOT NULL CHECK (amount <> 0),
    what TEXT NOT NULL CHECK (what <> ''),
    reverses UUID NULL UNIQUE,
    mirrors BIGINT NULL CHECK (mirrors > 0),
    author UUID NULL,
    at BIGINT NOT NULL,
    CHECK (giver <> host),
    CHECK ((amount < 0) = (reverses IS NOT NULL)),
    CHECK ((reverses IS NULL) = (mirrors IS NULL)),
    CHECK (mirrors = -amount),
    UNIQUE (id, amount),
    FOREIGN KEY (reverses, mirrors) REFERENCES circle_help (id, amount),
    FOREIGN KEY (turn, host) REFERENCES circle_turn (id, host) ON UPDATE CASCADE,
    FOREIGN KEY (turn, circle) REFERENCES circle_turn (id, circle),
    FOREIGN KEY (circle, giver) REFERENCES circle_member (circle, partner) ON UPDATE CASCADE
);
CREATE INDEX circle_help_turn ON circle_help (turn);
CREATE INDEX circle_help_circle ON circle_help (circle);
FREEZE circle_help (id, unit, amount, what, reverses, mirrors, author, at);
-- By whom, to whom and in which turn it was given changes only with the member itself, when two partners turn out to be one.
REFUSE circle_help_moved BEFORE UPDATE OF turn, circle ON circle_help WHEN NEW.turn <> OLD.turn OR NEW.circle <> OLD.circle;
REFUSE circle_help_of_another BEFORE UPDATE OF giver, host ON circle_help WHEN
    (NEW.giver <> OLD.giver AND EXISTS (SELECT 1 FROM circle_member m WHERE m.circle = OLD.circle AND m.partner = OLD.giver))
    OR (NEW.host <> OLD.host AND EXISTS (SELECT 1 FROM circle_member m WHERE m.circle = OLD.circle AND m.partner = OLD.host));
REFUSE circle_turn_moved BEFORE UPDATE OF circle, number, host ON circle_turn WHEN
    NEW.circle <> OLD.circle OR NEW.number <> OLD.number OR (NEW.host <> OLD.host
        AND EXISTS (SELECT 1 FROM circle_member m WHERE m.circle = OLD.circle AND m.partner = OLD.host));
REFUSE circle_turn_helped BEFORE UPDATE OF day, cancelled ON circle_turn WHEN
    EXISTS (SELECT 1 FROM circle_help h WHERE h.turn = NEW.id AND h.reverses IS NULL
        AND NOT EXISTS (SELECT 1 FROM circle_help r WHERE r.reverses = h.id));
