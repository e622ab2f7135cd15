-- This instance; exactly one row.
CREATE TABLE instance (
    one        {{bigint}} NOT NULL PRIMARY KEY CHECK (one = 1),
    id         {{text}} NOT NULL,              -- 8 hex digits, part of the name of the session cookie
    created_at {{bigint}} NOT NULL,            -- Unix milliseconds
    set_up_at  {{bigint}}                      -- Unix milliseconds; null until the first administrator was made, never null again
) {{strict}};

-- A person who may sign in.
CREATE TABLE users (
    id                  {{text}} NOT NULL PRIMARY KEY,   -- 16 hex digits
    name                {{text}} NOT NULL,               -- as typed, NFKC
    name_key            {{text}} NOT NULL UNIQUE,        -- name without case: what sign-in looks for
    display_name        {{text}} NOT NULL,
    password_hash       {{text}} NOT NULL,               -- ASP.NET Core Identity v3: PBKDF2-SHA512 with salt and iterations inside
    scopes              {{text}} NOT NULL,               -- separated by spaces; * is every scope there is, also later ones
    created_at          {{bigint}} NOT NULL,             -- Unix milliseconds
    password_changed_at {{bigint}} NOT NULL              -- Unix milliseconds
) {{strict}};

-- A browser that is signed in. Gone when signed out or expired.
CREATE TABLE sessions (
    id         {{text}} NOT NULL PRIMARY KEY,            -- 16 hex digits; names the session, opens nothing
    token_hash {{text}} NOT NULL UNIQUE,                 -- SHA-256 of the token in the cookie, hex
    user_id    {{text}} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at {{bigint}} NOT NULL,                      -- Unix milliseconds
    used_at    {{bigint}} NOT NULL,                      -- Unix milliseconds; written every few minutes
    ends_at    {{bigint}} NOT NULL,                      -- Unix milliseconds; used or not
    address    {{text}}                                  -- where it was signed in from; null for the control socket
) {{strict}};

CREATE INDEX sessions_by_user ON sessions (user_id);
