-- Which messages answer with which fact, what people think of them, and how often the bot was asked.

CREATE TABLE answers (
    message   BIGINT PRIMARY KEY,
    server    BIGINT NOT NULL,
    channel   BIGINT NOT NULL,
    fact      TEXT NOT NULL,
    language  TEXT NOT NULL,
    digest    TEXT NOT NULL,
    at        BIGINT NOT NULL,
    corrected BIGINT
);

CREATE INDEX answers_by_fact ON answers (fact, language, digest);

CREATE TABLE votes (
    message BIGINT NOT NULL,
    voter   BIGINT NOT NULL,
    server  BIGINT NOT NULL,
    fact    TEXT NOT NULL,
    helpful BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    PRIMARY KEY (message, voter)
);

CREATE INDEX votes_of_server ON votes (server, fact);

-- at: the start of the day.
CREATE TABLE tallies (
    server BIGINT NOT NULL,
    at     BIGINT NOT NULL,
    what   TEXT NOT NULL,
    fact   TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (server, at, what, fact)
);
