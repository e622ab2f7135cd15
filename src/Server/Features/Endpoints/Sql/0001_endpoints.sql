-- A Proxmox VE cluster or a Proxmox Backup Server whose API we call.
CREATE TABLE endpoints (
    id          {{text}} NOT NULL PRIMARY KEY,           -- 32 hex digits
    kind        {{text}} NOT NULL,                       -- pve or pbs
    name        {{text}} NOT NULL,                       -- what people call it
    name_key    {{text}} NOT NULL UNIQUE,                -- name without case
    addresses   {{text}} NOT NULL,                       -- https://host:port, separated by spaces, the preferred first
    fingerprint {{text}},                                -- SHA-256 of the certificate, AA:BB:…; null where it is signed by somebody trusted
    authorities {{text}},                                -- certificates to trust besides the system's, PEM
    token_id    {{text}} NOT NULL,                       -- USER@REALM!NAME
    token       {{text}} NOT NULL,                       -- sealed: the whole token
    created_at  {{bigint}} NOT NULL,                     -- Unix milliseconds
    changed_at  {{bigint}} NOT NULL                      -- Unix milliseconds
) {{strict}};
