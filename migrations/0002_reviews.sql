-- Questions a moderator decides on, and what is on its way to Discord.

CREATE TABLE reviews (
    question     BIGINT PRIMARY KEY,
    server       BIGINT NOT NULL,
    channel      BIGINT NOT NULL,
    asker        BIGINT NOT NULL,
    language     TEXT NOT NULL,
    words        TEXT,
    fact         TEXT,
    note         TEXT,
    state        TEXT NOT NULL,
    assigned     BIGINT,
    decided_by   BIGINT,
    asked_at     BIGINT NOT NULL,
    expires_at   BIGINT NOT NULL,
    decided_at   BIGINT,
    card_channel BIGINT NOT NULL,
    card         BIGINT,
    answer       BIGINT
);

CREATE INDEX open_reviews ON reviews (state, expires_at);

-- What must reach Discord even if the process dies in between. A row goes once Discord has it; a lease says
-- until when a process is trying.
CREATE TABLE outbox (
    nonce   TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    server  BIGINT NOT NULL,
    channel BIGINT NOT NULL,
    message BIGINT,
    about   BIGINT NOT NULL,
    person  BIGINT NOT NULL,
    body    TEXT NOT NULL,
    at      BIGINT NOT NULL,
    lease   BIGINT NOT NULL
);
