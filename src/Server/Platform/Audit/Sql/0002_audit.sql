-- Keys of the chain, each sealed under the root key. The newest one is in use; checking needs them all.
CREATE TABLE audit_keys (
    first_sequence {{bigint}} NOT NULL PRIMARY KEY, -- first entry under this key
    key_id         {{text}} NOT NULL,               -- names the key, opens nothing
    sealed_key     TEXT NOT NULL,
    created_at     {{bigint}} NOT NULL              -- Unix milliseconds
) {{strict}};

-- What retention took: entries up to sequence, signed, so that the chain holds without them. At most one row.
CREATE TABLE audit_checkpoint (
    id             {{bigint}} NOT NULL PRIMARY KEY CHECK (id = 1),
    sequence       {{bigint}} NOT NULL,             -- last entry taken
    mac            {{blob}} NOT NULL,               -- its mac: what the next entry is linked to
    entries        {{bigint}} NOT NULL,             -- taken since the beginning
    flaws          {{bigint}} NOT NULL,             -- of those, entries that did not hold or were not there
    at             {{bigint}} NOT NULL,             -- Unix milliseconds
    key_id         {{text}} NOT NULL,
    checkpoint_mac {{blob}} NOT NULL                -- HMAC-SHA256 of all of the above
) {{strict}};

-- The last head that was written down outside this database, for each place it goes to.
CREATE TABLE audit_anchors (
    carrier  {{text}} NOT NULL PRIMARY KEY,         -- journal, syslog
    sequence {{bigint}} NOT NULL,
    mac      {{blob}} NOT NULL,
    at       {{bigint}} NOT NULL                    -- Unix milliseconds
) {{strict}};

CREATE INDEX audit_by_principal ON audit (principal, sequence);
CREATE INDEX audit_by_action ON audit (action, sequence);
CREATE INDEX audit_by_time ON audit (at, sequence);
