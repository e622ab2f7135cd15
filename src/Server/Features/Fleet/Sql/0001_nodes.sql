-- One row is one node, known from its first sight until it is removed. Times are Unix milliseconds.
CREATE TABLE nodes (
    id              {{text}}   NOT NULL PRIMARY KEY,  -- 32 hex digits
    name            {{text}}   NOT NULL,              -- follows the host name
    first_seen_ms   {{bigint}} NOT NULL,
    is_local        {{bigint}} NOT NULL,              -- 1: the host this program runs on
    machine_hash    {{text}},                         -- keyed hash of /etc/machine-id, never the id itself
    product_hash    {{text}},                         -- keyed hash of the DMI product UUID
    facts           {{text}},                         -- last facts, wire JSON without identity
    facts_at_ms     {{bigint}}                        -- when they were kept
) {{strict_without_rowid}};

-- One row is one epoch of one origin of a node, with the sequence numbers that were kept.
CREATE TABLE origins (
    node_id         {{text}}   NOT NULL REFERENCES nodes (id) ON DELETE CASCADE,
    origin          {{text}}   NOT NULL,              -- local, agent, peer, api
    epoch           {{text}}   NOT NULL,
    sequence        {{bigint}} NOT NULL,              -- highest number kept
    floor           {{bigint}} NOT NULL,              -- numbers up to this one are no longer told apart
    missing         {{text}}   NOT NULL,              -- ranges below sequence that have not come: 3-7,9-9
    last_ms         {{bigint}} NOT NULL,              -- when the last one came
    PRIMARY KEY (node_id, origin, epoch)
) {{strict_without_rowid}};
