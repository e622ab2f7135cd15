CREATE TABLE audit (
    sequence bigint NOT NULL,
    at bigint NOT NULL,
    principal text NOT NULL,
    token text,
    address text,
    action text NOT NULL,
    target text,
    before_value text,
    after_value text,
    outcome text NOT NULL,
    error text,
    mac bytea NOT NULL,
    CONSTRAINT audit_pkey PRIMARY KEY (sequence)
);

CREATE TABLE audit_head (
    id bigint NOT NULL,
    sequence bigint NOT NULL,
    mac bytea NOT NULL,
    head_mac bytea NOT NULL,
    CONSTRAINT audit_head_pkey PRIMARY KEY (id),
    CONSTRAINT audit_head_id_check CHECK ((id = 1))
);

CREATE TABLE job_items (
    job_id text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    name text NOT NULL,
    is_done bigint NOT NULL,
    message text,
    at bigint NOT NULL,
    CONSTRAINT job_items_pkey PRIMARY KEY (job_id, number),
    CONSTRAINT job_items_job_id_fkey FOREIGN KEY (job_id) REFERENCES jobs(id) ON DELETE CASCADE
);

CREATE TABLE jobs (
    id text COLLATE "C" NOT NULL,
    kind text NOT NULL,
    title text NOT NULL,
    state text NOT NULL,
    started_by text NOT NULL,
    arguments text NOT NULL,
    saved text,
    created_at bigint NOT NULL,
    started_at bigint,
    ended_at bigint,
    stage text,
    progress double precision,
    error text,
    is_cancel_requested bigint NOT NULL,
    items_done bigint NOT NULL,
    items_failed bigint NOT NULL,
    CONSTRAINT jobs_pkey PRIMARY KEY (id)
);
CREATE INDEX jobs_by_state ON public.jobs USING btree (state, id);

CREATE TABLE schema_migrations (
    feature text NOT NULL,
    number bigint NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at bigint NOT NULL,
    CONSTRAINT schema_migrations_pkey PRIMARY KEY (feature, number)
);

CREATE TABLE secret_keys (
    key_id text COLLATE "C" NOT NULL,
    check_text text NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT secret_keys_pkey PRIMARY KEY (key_id)
);
