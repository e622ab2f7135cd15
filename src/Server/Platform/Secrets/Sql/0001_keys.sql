-- One row for each root key this database was ever sealed under, so that a lost or wrong key is noticed at start and not at the
-- first value that does not open.
CREATE TABLE secret_keys (
    key_id     {{text}} NOT NULL PRIMARY KEY, -- first 8 hex digits of SHA-256 of the key
    check_text TEXT NOT NULL,                 -- a known text, sealed under that key
    created_at {{bigint}} NOT NULL            -- Unix milliseconds
) {{strict}};
