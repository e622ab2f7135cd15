-- proxima.db
CREATE TABLE audit (
    sequence     INTEGER NOT NULL PRIMARY KEY, -- 1, 2, 3 … without gaps
    at           INTEGER NOT NULL,             -- Unix milliseconds
    principal    TEXT NOT NULL,                   -- user name, local:UID, setup, anonymous
    token        TEXT,                            -- prefix of the API token used
    address      TEXT,                            -- where the request came from
    action       TEXT NOT NULL,                   -- noun and verb: session.create
    target       TEXT,
    before_value TEXT,
    after_value  TEXT,
    outcome      TEXT NOT NULL,                   -- done, refused, failed
    error        TEXT,
    mac          BLOB NOT NULL                -- HMAC-SHA256 of the previous row's mac and this row
) STRICT;

CREATE TABLE audit_head (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL,
    mac      BLOB NOT NULL, -- mac of that row
    head_mac BLOB NOT NULL  -- HMAC-SHA256 of sequence and mac
) STRICT;

CREATE TABLE job_items (
    job_id  TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number  INTEGER NOT NULL, -- 1, 2, 3 … within the job
    name    TEXT NOT NULL,
    is_done INTEGER NOT NULL,
    message TEXT,
    at      INTEGER NOT NULL,
    PRIMARY KEY (job_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE jobs (
    id           TEXT NOT NULL PRIMARY KEY, -- 32 hex digits that sort by time (UUID version 7)
    kind         TEXT NOT NULL,                 -- noun and verb: retention.sweep
    title        TEXT NOT NULL,
    state        TEXT NOT NULL,                 -- waiting, running, done, failed, cancelled
    started_by   TEXT NOT NULL,
    arguments    TEXT NOT NULL,                 -- JSON without secrets
    saved        TEXT,                          -- where to go on after a restart
    created_at   INTEGER NOT NULL,
    started_at   INTEGER,
    ended_at     INTEGER,
    stage        TEXT,
    progress     REAL,                      -- 0 to 1
    error        TEXT,
    is_cancel_requested INTEGER NOT NULL,
    items_done   INTEGER NOT NULL,
    items_failed INTEGER NOT NULL
) STRICT;

CREATE INDEX jobs_by_state ON jobs (state, id);

CREATE TABLE schema_migrations (
    feature    TEXT NOT NULL,
    number     INTEGER NOT NULL,
    name       TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    applied_at INTEGER NOT NULL,
    PRIMARY KEY (feature, number)
) STRICT;

CREATE TABLE secret_keys (
    key_id     TEXT NOT NULL PRIMARY KEY, -- first 8 hex digits of SHA-256 of the key
    check_text TEXT NOT NULL,                 -- a known text, sealed under that key
    created_at INTEGER NOT NULL            -- Unix milliseconds
) STRICT;

-- history.db
CREATE TABLE schema_migrations (
    feature    TEXT NOT NULL,
    number     INTEGER NOT NULL,
    name       TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    applied_at INTEGER NOT NULL,
    PRIMARY KEY (feature, number)
) STRICT;
