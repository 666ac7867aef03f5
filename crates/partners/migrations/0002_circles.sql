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
    left_on TEXT NULL,
    UNIQUE (circle, partner),
    UNIQUE (circle, position)
);
CREATE INDEX circle_member_partner ON circle_member (partner);

-- What every member promised to bring to every turn of another, in its own unit.
CREATE TABLE circle_pledge (
    id UUID PRIMARY KEY,
    circle UUID NOT NULL REFERENCES circle (id),
    unit TEXT NOT NULL CHECK (unit IN
        ('books', 'pieces', 'hours', 'sessions', 'people', 'memberships', 'visits', 'times')),
    amount BIGINT NOT NULL CHECK (amount > 0),
    what TEXT NOT NULL CHECK (what <> ''),
    UNIQUE (circle, unit)
);

CREATE TABLE circle_turn (
    id UUID PRIMARY KEY,
    circle UUID NOT NULL REFERENCES circle (id),
    number BIGINT NOT NULL CHECK (number > 0),
    host UUID NOT NULL,
    day TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what <> ''),
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
        ('books', 'pieces', 'hours', 'sessions', 'people', 'memberships', 'visits', 'times')),
    amount BIGINT NOT NULL CHECK (amount <> 0),
    what TEXT NOT NULL CHECK (what <> ''),
    reverses UUID NULL UNIQUE REFERENCES circle_help (id),
    author UUID NULL,
    at BIGINT NOT NULL,
    CHECK (giver <> host),
    CHECK ((amount < 0) = (reverses IS NOT NULL)),
    FOREIGN KEY (turn, host) REFERENCES circle_turn (id, host) ON UPDATE CASCADE,
    FOREIGN KEY (turn, circle) REFERENCES circle_turn (id, circle),
    FOREIGN KEY (circle, giver) REFERENCES circle_member (circle, partner) ON UPDATE CASCADE
);
CREATE INDEX circle_help_turn ON circle_help (turn);
CREATE INDEX circle_help_circle ON circle_help (circle);
