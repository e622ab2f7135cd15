-- A named set of scopes that people made. viewer, operator and admin are part of the program and not in here.
CREATE TABLE roles (
    id         {{text}} NOT NULL PRIMARY KEY,            -- 16 hex digits
    name       {{text}} NOT NULL,
    name_key   {{text}} NOT NULL UNIQUE,                 -- name without case
    scopes     {{text}} NOT NULL,                        -- separated by spaces; those of later versions stay as they are
    created_at {{bigint}} NOT NULL                       -- Unix milliseconds
) {{strict}};

-- What a user may: a role, and where it counts. A scope counts where any assignment gives it.
CREATE TABLE assignments (
    user_id {{text}} NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    number  {{bigint}} NOT NULL,                         -- 0, 1, 2 … in the order people gave them
    role_id {{text}} NOT NULL,                           -- viewer, operator, admin or a row of roles; any other gives nothing
    bounds  {{text}} NOT NULL,                           -- * for everywhere, or places separated by spaces: node:ID group:ID
    PRIMARY KEY (user_id, number)
) {{strict}};

-- A group of places that people made; bounds may name it.
CREATE TABLE place_groups (
    id         {{text}} NOT NULL PRIMARY KEY,            -- 16 hex digits
    name       {{text}} NOT NULL,
    name_key   {{text}} NOT NULL UNIQUE,                 -- name without case
    created_at {{bigint}} NOT NULL                       -- Unix milliseconds
) {{strict}};

CREATE TABLE place_group_members (
    group_id {{text}} NOT NULL REFERENCES place_groups (id) ON DELETE CASCADE,
    member   {{text}} NOT NULL,                          -- a place: node:ID, guest:ID, pool:ID, cluster:ID, site:ID
    PRIMARY KEY (group_id, member)
) {{strict}};

-- What a program signs in with. prx_<prefix>_<secret>; the secret is stored nowhere.
CREATE TABLE api_tokens (
    prefix         {{text}} NOT NULL PRIMARY KEY,        -- 8 letters and digits; names the token, opens nothing
    secret_hash    {{text}} NOT NULL,                    -- SHA-256 of the whole token, hex
    name           {{text}} NOT NULL,                    -- what it is for
    user_id        {{text}} NOT NULL REFERENCES users (id) ON DELETE CASCADE, -- it never may more than this owner
    scopes         {{text}} NOT NULL,                    -- separated by spaces; * is every scope of the owner
    bounds         {{text}} NOT NULL,                    -- as in assignments
    created_at     {{bigint}} NOT NULL,                  -- Unix milliseconds
    expires_at     {{bigint}},                           -- Unix milliseconds; null for never
    used_at        {{bigint}},                           -- Unix milliseconds; written every few minutes
    used_address   {{text}},                             -- where it was last used from; null for the control socket
    previous_hash  {{text}},                             -- the secret before a rotation, while it still opens
    previous_until {{bigint}},                           -- Unix milliseconds until which it does
    revoked_at     {{bigint}}                            -- Unix milliseconds; null while it counts
) {{strict}};

CREATE INDEX api_tokens_by_user ON api_tokens (user_id);

ALTER TABLE users ADD COLUMN is_disabled {{bigint}} NOT NULL DEFAULT 0; -- 1: may not sign in, and no token of theirs counts

-- Users had their scopes themselves until now. Each set that is no built-in role becomes a role of its own.
INSERT INTO roles (id, name, name_key, scopes, created_at)
SELECT MIN(id), scopes, UPPER(scopes), scopes, MIN(created_at) FROM users WHERE scopes NOT IN ('*', 'read', '') GROUP BY scopes;

INSERT INTO assignments (user_id, number, role_id, bounds)
SELECT users.id, 0,
       CASE users.scopes WHEN '*' THEN 'admin' WHEN 'read' THEN 'viewer' ELSE (SELECT roles.id FROM roles WHERE roles.scopes = users.scopes) END,
       '*'
FROM users WHERE users.scopes <> '';

ALTER TABLE users DROP COLUMN scopes;
