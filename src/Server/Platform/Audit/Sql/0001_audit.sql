-- One row for each thing somebody did or tried. Rows are only ever added.
CREATE TABLE audit (
    sequence     {{bigint}} NOT NULL PRIMARY KEY, -- 1, 2, 3 … without gaps
    at           {{bigint}} NOT NULL,             -- Unix milliseconds
    principal    TEXT NOT NULL,                   -- user name, local:UID, setup, anonymous
    token        TEXT,                            -- prefix of the API token used
    address      TEXT,                            -- where the request came from
    action       TEXT NOT NULL,                   -- noun and verb: session.create
    target       TEXT,
    before_value TEXT,
    after_value  TEXT,
    outcome      TEXT NOT NULL,                   -- done, refused, failed
    error        TEXT,
    mac          {{blob}} NOT NULL                -- HMAC-SHA256 of the previous row's mac and this row
) {{strict}};

-- The last link of the chain, under a MAC of its own, so that rows missing at the end are noticed. One row.
CREATE TABLE audit_head (
    id       {{bigint}} NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence {{bigint}} NOT NULL,
    mac      {{blob}} NOT NULL, -- mac of that row
    head_mac {{blob}} NOT NULL  -- HMAC-SHA256 of sequence and mac
) {{strict}};
