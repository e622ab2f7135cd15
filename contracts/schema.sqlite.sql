-- proxima.db
CREATE TABLE api_tokens (
    prefix         TEXT NOT NULL PRIMARY KEY,        -- 8 letters and digits; names the token, opens nothing
    secret_hash    TEXT NOT NULL,                    -- SHA-256 of the whole token, hex
    name           TEXT NOT NULL,                    -- what it is for
    user_id        TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE, -- it never may more than this owner
    scopes         TEXT NOT NULL,                    -- separated by spaces; * is every scope of the owner
    bounds         TEXT NOT NULL,                    -- as in assignments
    created_at     INTEGER NOT NULL,                  -- Unix milliseconds
    expires_at     INTEGER,                           -- Unix milliseconds; null for never
    used_at        INTEGER,                           -- Unix milliseconds; written every few minutes
    used_address   TEXT,                             -- where it was last used from; null for the control socket
    previous_hash  TEXT,                             -- the secret before a rotation, while it still opens
    previous_until INTEGER,                           -- Unix milliseconds until which it does
    revoked_at     INTEGER                            -- Unix milliseconds; null while it counts
) STRICT;

CREATE INDEX api_tokens_by_user ON api_tokens (user_id);

CREATE TABLE assignments (
    user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    number  INTEGER NOT NULL,                         -- 0, 1, 2 … in the order people gave them
    role_id TEXT NOT NULL,                           -- viewer, operator, admin or a row of roles; any other gives nothing
    bounds  TEXT NOT NULL,                           -- * for everywhere, or places separated by spaces: node:ID group:ID
    PRIMARY KEY (user_id, number)
) STRICT;

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

CREATE INDEX audit_by_action ON audit (action, sequence);

CREATE INDEX audit_by_principal ON audit (principal, sequence);

CREATE INDEX audit_by_time ON audit (at, sequence);

CREATE TABLE audit_anchors (
    carrier  TEXT NOT NULL PRIMARY KEY,         -- journal, syslog
    sequence INTEGER NOT NULL,
    mac      BLOB NOT NULL,
    at       INTEGER NOT NULL                    -- Unix milliseconds
) STRICT;

CREATE TABLE audit_checkpoint (
    id             INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence       INTEGER NOT NULL,             -- last entry taken
    mac            BLOB NOT NULL,               -- its mac: what the next entry is linked to
    entries        INTEGER NOT NULL,             -- taken since the beginning
    flaws          INTEGER NOT NULL,             -- of those, entries that did not hold or were not there
    at             INTEGER NOT NULL,             -- Unix milliseconds
    key_id         TEXT NOT NULL,
    checkpoint_mac BLOB NOT NULL                -- HMAC-SHA256 of all of the above
) STRICT;

CREATE TABLE audit_head (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence INTEGER NOT NULL,
    mac      BLOB NOT NULL, -- mac of that row
    head_mac BLOB NOT NULL  -- HMAC-SHA256 of sequence and mac
) STRICT;

CREATE TABLE audit_keys (
    first_sequence INTEGER NOT NULL PRIMARY KEY, -- first entry under this key
    key_id         TEXT NOT NULL,               -- names the key, opens nothing
    sealed_key     TEXT NOT NULL,
    created_at     INTEGER NOT NULL              -- Unix milliseconds
) STRICT;

CREATE TABLE endpoints (
    id          TEXT NOT NULL PRIMARY KEY,           -- 32 hex digits
    kind        TEXT NOT NULL,                       -- pve or pbs
    name        TEXT NOT NULL,                       -- what people call it
    name_key    TEXT NOT NULL UNIQUE,                -- name without case
    addresses   TEXT NOT NULL,                       -- https://host:port, separated by spaces, the preferred first
    fingerprint TEXT,                                -- SHA-256 of the certificate, AA:BB:…; null where it is signed by somebody trusted
    authorities TEXT,                                -- certificates to trust besides the system's, PEM
    token_id    TEXT NOT NULL,                       -- USER@REALM!NAME
    token       TEXT NOT NULL,                       -- sealed: the whole token
    created_at  INTEGER NOT NULL,                     -- Unix milliseconds
    changed_at  INTEGER NOT NULL                      -- Unix milliseconds
) STRICT;

CREATE TABLE instance (
    one        INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    id         TEXT NOT NULL,              -- 8 hex digits, part of the name of the session cookie
    created_at INTEGER NOT NULL,            -- Unix milliseconds
    set_up_at  INTEGER                      -- Unix milliseconds; null until the first administrator was made, never null again
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

CREATE TABLE nodes (
    id              TEXT   NOT NULL PRIMARY KEY,  -- 32 hex digits
    name            TEXT   NOT NULL,              -- follows the host name
    first_seen_ms   INTEGER NOT NULL,
    is_local        INTEGER NOT NULL,              -- 1: the host this program runs on
    machine_hash    TEXT,                         -- keyed hash of /etc/machine-id, never the id itself
    product_hash    TEXT,                         -- keyed hash of the DMI product UUID
    facts           TEXT,                         -- last facts, wire JSON without identity
    facts_at_ms     INTEGER                        -- when they were kept
) STRICT, WITHOUT ROWID;

CREATE TABLE origins (
    node_id         TEXT   NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
    origin          TEXT   NOT NULL,              -- local, agent, peer, api
    epoch           TEXT   NOT NULL,
    sequence        INTEGER NOT NULL,              -- highest number kept
    floor           INTEGER NOT NULL,              -- numbers up to this one are no longer told apart
    missing         TEXT   NOT NULL,              -- ranges below sequence that have not come: 3-7,9-9
    last_ms         INTEGER NOT NULL,              -- when the last one came
    PRIMARY KEY (node_id, origin, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE place_group_members (
    group_id TEXT NOT NULL REFERENCES place_groups (id) ON DELETE CASCADE,
    member   TEXT NOT NULL,                          -- a place: node:ID, guest:ID, pool:ID, cluster:ID, site:ID
    PRIMARY KEY (group_id, member)
) STRICT;

CREATE TABLE place_groups (
    id         TEXT NOT NULL PRIMARY KEY,            -- 16 hex digits
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL UNIQUE,                 -- name without case
    created_at INTEGER NOT NULL                       -- Unix milliseconds
) STRICT;

CREATE TABLE roles (
    id         TEXT NOT NULL PRIMARY KEY,            -- 16 hex digits
    name       TEXT NOT NULL,
    name_key   TEXT NOT NULL UNIQUE,                 -- name without case
    scopes     TEXT NOT NULL,                        -- separated by spaces; those of later versions stay as they are
    created_at INTEGER NOT NULL                       -- Unix milliseconds
) STRICT;

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
, retired_at INTEGER) STRICT;

CREATE TABLE sessions (
    id         TEXT NOT NULL PRIMARY KEY,            -- 16 hex digits; names the session, opens nothing
    token_hash TEXT NOT NULL UNIQUE,                 -- SHA-256 of the token in the cookie, hex
    user_id    TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at INTEGER NOT NULL,                      -- Unix milliseconds
    used_at    INTEGER NOT NULL,                      -- Unix milliseconds; written every few minutes
    ends_at    INTEGER NOT NULL,                      -- Unix milliseconds; used or not
    address    TEXT                                  -- where it was signed in from; null for the control socket
) STRICT;

CREATE INDEX sessions_by_user ON sessions (user_id);

CREATE TABLE users (
    id                  TEXT NOT NULL PRIMARY KEY,   -- 16 hex digits
    name                TEXT NOT NULL,               -- as typed, NFKC
    name_key            TEXT NOT NULL UNIQUE,        -- name without case: what sign-in looks for
    display_name        TEXT NOT NULL,
    password_hash       TEXT NOT NULL,               -- ASP.NET Core Identity v3: PBKDF2-SHA512 with salt and iterations inside
    created_at          INTEGER NOT NULL,             -- Unix milliseconds
    password_changed_at INTEGER NOT NULL              -- Unix milliseconds
, is_disabled INTEGER NOT NULL DEFAULT 0) STRICT;

-- history.db
CREATE TABLE history_1d (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;

CREATE TABLE history_1h (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;

CREATE TABLE history_5m (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;

CREATE TABLE history_blocks (
    id         INTEGER PRIMARY KEY,
    level      INTEGER NOT NULL,
    bytes      INTEGER NOT NULL,             -- length of its data
    made       INTEGER NOT NULL,             -- parts it was made of
    parts      INTEGER NOT NULL,             -- of those, still listed, damaged ones too; the block goes with the last
    samples    INTEGER NOT NULL              -- values (of a roll-up: summaries) in them
) STRICT;

CREATE INDEX history_blocks_empty ON history_blocks (id) WHERE parts <= 0;

CREATE TABLE history_damage (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    subject_number INTEGER NOT NULL,
    level          INTEGER NOT NULL,
    from_at        INTEGER NOT NULL,
    to_at          INTEGER NOT NULL,
    block_id       INTEGER NOT NULL,
    reason         TEXT NOT NULL,
    found_at       INTEGER NOT NULL
) STRICT;

CREATE TABLE history_data (
    id   INTEGER PRIMARY KEY,
    data BLOB NOT NULL
) STRICT;

CREATE TABLE history_floors (
    level    INTEGER PRIMARY KEY,            -- 0: points, 1 to 3 as above
    floor_at INTEGER NOT NULL
) STRICT;

CREATE TABLE history_marks (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE history_notes (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    subject    TEXT NOT NULL,               -- node:0190…, empty: everything
    from_at    INTEGER NOT NULL,             -- Unix ms
    to_at      INTEGER NOT NULL,             -- the same as from_at for a moment
    kind       TEXT NOT NULL,               -- note, or the word of the part that wrote it: reboot, task, upgrade
    text       TEXT NOT NULL,
    author     TEXT NOT NULL,
    written_at INTEGER NOT NULL
) STRICT;

CREATE INDEX history_notes_by_time ON history_notes (subject, from_at);

CREATE TABLE history_open (
    level          INTEGER NOT NULL,         -- 1: 5 minutes, 2: 1 hour, 3: 1 day
    at             INTEGER NOT NULL,         -- Unix ms, start of the span
    subject_number INTEGER NOT NULL,
    PRIMARY KEY (level, at, subject_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE history_parts (
    subject_number INTEGER NOT NULL,
    level          INTEGER NOT NULL,
    from_at        INTEGER NOT NULL,         -- Unix ms, a multiple of 5 minutes
    to_at          INTEGER NOT NULL,         -- not included
    tier           INTEGER NOT NULL,         -- 0 as closed, 1 and 2 compacted
    block_id       INTEGER NOT NULL,
    samples        INTEGER NOT NULL,
    PRIMARY KEY (subject_number, level, from_at)
) STRICT, WITHOUT ROWID;

CREATE INDEX history_parts_by_block ON history_parts (block_id);

CREATE INDEX history_parts_by_tier ON history_parts (level, tier, from_at);

CREATE TABLE history_points (id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;

CREATE TABLE history_series (
    subject_number INTEGER NOT NULL,
    number         INTEGER NOT NULL,
    series         TEXT NOT NULL,           -- cpu.busy, disk.read:sda
    seen_at        INTEGER NOT NULL,         -- Unix ms: end of the newest closed day with a sample, at least the first sample
    PRIMARY KEY (subject_number, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE history_subjects (
    number  INTEGER PRIMARY KEY,
    subject TEXT NOT NULL UNIQUE            -- node:0190…
) STRICT;

CREATE TABLE history_tail (
    id   INTEGER PRIMARY KEY,
    data BLOB NOT NULL
) STRICT;

CREATE TABLE schema_migrations (
    feature    TEXT NOT NULL,
    number     INTEGER NOT NULL,
    name       TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    applied_at INTEGER NOT NULL,
    PRIMARY KEY (feature, number)
) STRICT;
