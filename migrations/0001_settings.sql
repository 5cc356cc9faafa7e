-- What moderators decide about servers and channels, and the log of who decided it.
-- Times are seconds since 1970 (UTC); ids are Discord's. NULL: nothing was decided, the wider setting holds.

CREATE TABLE servers (
    server        BIGINT PRIMARY KEY,
    mode          TEXT,
    strictness    TEXT,
    team_channel  BIGINT,
    name_reviewer BIGINT NOT NULL DEFAULT 0,
    card_hours    BIGINT,
    per_channel   BIGINT,
    per_person    BIGINT,
    language      TEXT,
    revision      BIGINT NOT NULL
);

CREATE TABLE channels (
    channel     BIGINT PRIMARY KEY,
    server      BIGINT NOT NULL,
    mode        TEXT,
    strictness  TEXT,
    muted_until BIGINT,
    revision    BIGINT NOT NULL
);

CREATE TABLE team_roles (
    server BIGINT NOT NULL,
    role   BIGINT NOT NULL,
    PRIMARY KEY (server, role)
);

CREATE TABLE audit (
    entry   BIGINT PRIMARY KEY,
    server  BIGINT NOT NULL,
    actor   BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    action  TEXT NOT NULL,
    subject BIGINT,
    detail  TEXT
);

CREATE INDEX audit_of_server ON audit (server, at);

-- One row: how many changes there were. Other processes see by it that there is something new.
CREATE TABLE revisions (
    one    BIGINT PRIMARY KEY CHECK (one = 1),
    number BIGINT NOT NULL
);

INSERT INTO revisions (one, number) VALUES (1, 0);
