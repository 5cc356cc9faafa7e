-- Questions people sent to a team, what the team does with them, and what it proposes for the fact base.

-- What was asked alike, once or often. gap: the first of its tickets. What its askers wrote stands in tickets.
CREATE TABLE gaps (
    gap          BIGINT PRIMARY KEY,
    server       BIGINT NOT NULL,
    state        TEXT NOT NULL,
    people       BIGINT NOT NULL,
    fact         TEXT,
    answer       TEXT,
    title        TEXT,
    url          TEXT,
    quote        TEXT,
    assigned     BIGINT,
    decided_by   BIGINT,
    opened_at    BIGINT NOT NULL,
    decided_at   BIGINT,
    card_channel BIGINT NOT NULL,
    card         BIGINT,
    stale        BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX open_gaps ON gaps (server, state);
-- stale: its card, if it has one, does not show it as it is.
CREATE INDEX stale_gaps ON gaps (gap) WHERE stale = 1;

-- A row goes once its gap is answered or closed.
CREATE TABLE tickets (
    ticket   BIGINT PRIMARY KEY,
    gap      BIGINT NOT NULL,
    server   BIGINT NOT NULL,
    channel  BIGINT NOT NULL,
    asker    BIGINT NOT NULL,
    language TEXT NOT NULL,
    words    TEXT NOT NULL,
    asked_at BIGINT NOT NULL
);

-- Somebody asks the same once.
CREATE UNIQUE INDEX tickets_of_gap ON tickets (gap, asker);
CREATE INDEX tickets_of_server ON tickets (server, ticket);

-- asker: whose words these are, until somebody decided on them. What has an answer is
-- a new fact, and fact its id; what has none is a phrasing of that fact.
CREATE TABLE proposals (
    proposal     BIGINT PRIMARY KEY,
    server       BIGINT NOT NULL,
    state        TEXT NOT NULL,
    author       BIGINT NOT NULL,
    asker        BIGINT NOT NULL,
    fact         TEXT NOT NULL,
    topic        TEXT NOT NULL,
    about        TEXT NOT NULL,
    language     TEXT NOT NULL,
    words        TEXT NOT NULL,
    answer       TEXT,
    title        TEXT,
    url          TEXT,
    quote        TEXT,
    decided_by   BIGINT,
    proposed_at  BIGINT NOT NULL,
    decided_at   BIGINT,
    card_channel BIGINT NOT NULL,
    card         BIGINT
);

CREATE INDEX proposals_of_server ON proposals (server, state);
