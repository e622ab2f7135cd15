-- History in blocks. A part is one subject at one level in one span of time; parts are packed many to a block of some 48 kB, laid
-- out as docs/reference/history-format.md says. Parts of one subject and level never overlap. Level: 0 samples, 1 5 minutes, 2 1 hour, 3 1 day.
CREATE TABLE history_blocks (
    id         {{bigint}} PRIMARY KEY,
    level      {{bigint}} NOT NULL,
    bytes      {{bigint}} NOT NULL,             -- length of its data
    made       {{bigint}} NOT NULL,             -- parts it was made of
    parts      {{bigint}} NOT NULL,             -- of those, still listed, damaged ones too; the block goes with the last
    samples    {{bigint}} NOT NULL              -- values (of a roll-up: summaries) in them
) {{strict}};

CREATE INDEX history_blocks_empty ON history_blocks (id) WHERE parts <= 0;

-- Apart from history_blocks, so that accounts can be kept without rewriting data.
CREATE TABLE history_data (
    id   {{bigint}} PRIMARY KEY,
    data {{blob}} NOT NULL
) {{strict}};

CREATE TABLE history_parts (
    subject_number {{bigint}} NOT NULL,
    level          {{bigint}} NOT NULL,
    from_at        {{bigint}} NOT NULL,         -- Unix ms, a multiple of 5 minutes
    to_at          {{bigint}} NOT NULL,         -- not included
    tier           {{bigint}} NOT NULL,         -- 0 as closed, 1 and 2 compacted
    block_id       {{bigint}} NOT NULL,
    samples        {{bigint}} NOT NULL,
    PRIMARY KEY (subject_number, level, from_at)
) {{strict_without_rowid}};
CREATE INDEX history_parts_by_tier ON history_parts (level, tier, from_at);
CREATE INDEX history_parts_by_block ON history_parts (block_id);

-- Parts that could not be read: set aside with their bytes, never overwritten, until their time is over.
-- Subject 0 is the tail; its reason names the file the bytes were moved to.
CREATE TABLE history_damage (
    id             {{identity}},
    subject_number {{bigint}} NOT NULL,
    level          {{bigint}} NOT NULL,
    from_at        {{bigint}} NOT NULL,
    to_at          {{bigint}} NOT NULL,
    block_id       {{bigint}} NOT NULL,
    reason         {{text}} NOT NULL,
    found_at       {{bigint}} NOT NULL
) {{strict}};

-- Newest samples, one row a group commit; on PostgreSQL only (with SQLite they are in files beside the database).
CREATE TABLE history_tail (
    id   {{bigint}} PRIMARY KEY,
    data {{blob}} NOT NULL
) {{strict}};

-- tail: up to which segment or row of the tail everything is in parts. subject: the highest number ever given.
CREATE TABLE history_marks (
    name  {{text}} PRIMARY KEY,
    value {{bigint}} NOT NULL
) {{strict_without_rowid}};
INSERT INTO history_marks (name, value) SELECT 'subject', COALESCE(MAX(number), 0) FROM history_subjects;

-- What happened, to be shown on charts.
CREATE TABLE history_notes (
    id         {{identity}},
    subject    {{text}} NOT NULL,               -- node:0190…, empty: everything
    from_at    {{bigint}} NOT NULL,             -- Unix ms
    to_at      {{bigint}} NOT NULL,             -- the same as from_at for a moment
    kind       {{text}} NOT NULL,               -- note, or the word of the part that wrote it: reboot, task, upgrade
    text       {{text}} NOT NULL,
    author     {{text}} NOT NULL,
    written_at {{bigint}} NOT NULL
) {{strict}};
CREATE INDEX history_notes_by_time ON history_notes (subject, from_at);

-- Blocks are compressed already, and parts are cut out of them: not a second time by the engine.
ALTER TABLE history_data ALTER COLUMN data SET STORAGE EXTERNAL;
