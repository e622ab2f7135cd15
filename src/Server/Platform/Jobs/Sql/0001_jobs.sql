-- One row for each piece of long work. Times are Unix milliseconds, flags 0 and 1.
CREATE TABLE jobs (
    id           {{text}} NOT NULL PRIMARY KEY, -- 32 hex digits that sort by time (UUID version 7)
    kind         TEXT NOT NULL,                 -- noun and verb: retention.sweep
    title        TEXT NOT NULL,
    state        TEXT NOT NULL,                 -- waiting, running, done, failed, cancelled
    started_by   TEXT NOT NULL,
    arguments    TEXT NOT NULL,                 -- JSON without secrets
    saved        TEXT,                          -- where to go on after a restart
    created_at   {{bigint}} NOT NULL,
    started_at   {{bigint}},
    ended_at     {{bigint}},
    stage        TEXT,
    progress     {{real}},                      -- 0 to 1
    error        TEXT,
    is_cancel_requested {{bigint}} NOT NULL,
    items_done   {{bigint}} NOT NULL,
    items_failed {{bigint}} NOT NULL
) {{strict}};

CREATE INDEX jobs_by_state ON jobs (state, id);

-- What became of one item of a job; the first ones of a job that has very many.
CREATE TABLE job_items (
    job_id  {{text}} NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number  {{bigint}} NOT NULL, -- 1, 2, 3 … within the job
    name    TEXT NOT NULL,
    is_done {{bigint}} NOT NULL,
    message TEXT,
    at      {{bigint}} NOT NULL,
    PRIMARY KEY (job_id, number)
) {{strict_without_rowid}};
