-- What every subject measured. One row of history_points is one subject at one moment, one row of a roll-up table one
-- subject in one span of time. Their id is (subject number << 43) | Unix milliseconds (of the start of the span), so that
-- the rows of a subject lie side by side in time order and an append touches one page.
-- Layout of data: PackedPoint.cs and PackedSummary.cs.
CREATE TABLE history_subjects (
    number  {{bigint}} PRIMARY KEY,
    subject {{text}} NOT NULL UNIQUE            -- node:0190…
) {{strict}};

-- Names of the series of a subject; number is what the packed rows hold. One row a name: there is one writer.
CREATE TABLE history_series (
    subject_number {{bigint}} NOT NULL,
    number         {{bigint}} NOT NULL,
    series         {{text}} NOT NULL,           -- cpu.busy, disk.read:sda
    seen_at        {{bigint}} NOT NULL,         -- Unix ms: end of the newest closed day with a sample, at least the first sample
    PRIMARY KEY (subject_number, number)
) {{strict_without_rowid}};

CREATE TABLE history_points (id {{bigint}} PRIMARY KEY, data {{blob}} NOT NULL) {{strict}};
CREATE TABLE history_5m (id {{bigint}} PRIMARY KEY, data {{blob}} NOT NULL) {{strict}};
CREATE TABLE history_1h (id {{bigint}} PRIMARY KEY, data {{blob}} NOT NULL) {{strict}};
CREATE TABLE history_1d (id {{bigint}} PRIMARY KEY, data {{blob}} NOT NULL) {{strict}};

-- Spans whose roll-up is missing or stale. Written with the point that made it so, removed with the roll-up.
CREATE TABLE history_open (
    level          {{bigint}} NOT NULL,         -- 1: 5 minutes, 2: 1 hour, 3: 1 day
    at             {{bigint}} NOT NULL,         -- Unix ms, start of the span
    subject_number {{bigint}} NOT NULL,
    PRIMARY KEY (level, at, subject_number)
) {{strict_without_rowid}};

-- Retention took everything of this level before floor_at (Unix ms, a boundary of the next coarser level).
CREATE TABLE history_floors (
    level    {{bigint}} PRIMARY KEY,            -- 0: points, 1 to 3 as above
    floor_at {{bigint}} NOT NULL
) {{strict}};
