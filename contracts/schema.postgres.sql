CREATE TABLE api_tokens (
    prefix text COLLATE "C" NOT NULL,
    secret_hash text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    user_id text COLLATE "C" NOT NULL,
    scopes text COLLATE "C" NOT NULL,
    bounds text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint,
    used_at bigint,
    used_address text COLLATE "C",
    previous_hash text COLLATE "C",
    previous_until bigint,
    revoked_at bigint,
    CONSTRAINT api_tokens_pkey PRIMARY KEY (prefix),
    CONSTRAINT api_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX api_tokens_by_user ON public.api_tokens USING btree (user_id);

CREATE TABLE assignments (
    user_id text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    role_id text COLLATE "C" NOT NULL,
    bounds text COLLATE "C" NOT NULL,
    CONSTRAINT assignments_pkey PRIMARY KEY (user_id, number),
    CONSTRAINT assignments_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

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

CREATE TABLE history_1d (
    id bigint NOT NULL,
    data bytea NOT NULL,
    CONSTRAINT history_1d_pkey PRIMARY KEY (id)
);

CREATE TABLE history_1h (
    id bigint NOT NULL,
    data bytea NOT NULL,
    CONSTRAINT history_1h_pkey PRIMARY KEY (id)
);

CREATE TABLE history_5m (
    id bigint NOT NULL,
    data bytea NOT NULL,
    CONSTRAINT history_5m_pkey PRIMARY KEY (id)
);

CREATE TABLE history_floors (
    level bigint NOT NULL,
    floor_at bigint NOT NULL,
    CONSTRAINT history_floors_pkey PRIMARY KEY (level)
);

CREATE TABLE history_open (
    level bigint NOT NULL,
    at bigint NOT NULL,
    subject_number bigint NOT NULL,
    CONSTRAINT history_open_pkey PRIMARY KEY (level, at, subject_number)
);

CREATE TABLE history_points (
    id bigint NOT NULL,
    data bytea NOT NULL,
    CONSTRAINT history_points_pkey PRIMARY KEY (id)
);

CREATE TABLE history_series (
    subject_number bigint NOT NULL,
    number bigint NOT NULL,
    series text COLLATE "C" NOT NULL,
    seen_at bigint NOT NULL,
    CONSTRAINT history_series_pkey PRIMARY KEY (subject_number, number)
);

CREATE TABLE history_subjects (
    number bigint NOT NULL,
    subject text COLLATE "C" NOT NULL,
    CONSTRAINT history_subjects_subject_key UNIQUE (subject),
    CONSTRAINT history_subjects_pkey PRIMARY KEY (number)
);

CREATE TABLE instance (
    one bigint NOT NULL,
    id text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    set_up_at bigint,
    CONSTRAINT instance_pkey PRIMARY KEY (one),
    CONSTRAINT instance_one_check CHECK ((one = 1))
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

CREATE TABLE nodes (
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    first_seen_ms bigint NOT NULL,
    is_local bigint NOT NULL,
    machine_hash text COLLATE "C",
    product_hash text COLLATE "C",
    facts text COLLATE "C",
    facts_at_ms bigint,
    CONSTRAINT nodes_pkey PRIMARY KEY (id)
);

CREATE TABLE origins (
    node_id text COLLATE "C" NOT NULL,
    origin text COLLATE "C" NOT NULL,
    epoch text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL,
    floor bigint NOT NULL,
    missing text COLLATE "C" NOT NULL,
    last_ms bigint NOT NULL,
    CONSTRAINT origins_pkey PRIMARY KEY (node_id, origin, epoch),
    CONSTRAINT origins_node_id_fkey FOREIGN KEY (node_id) REFERENCES nodes(id) ON DELETE CASCADE
);

CREATE TABLE place_group_members (
    group_id text COLLATE "C" NOT NULL,
    member text COLLATE "C" NOT NULL,
    CONSTRAINT place_group_members_pkey PRIMARY KEY (group_id, member),
    CONSTRAINT place_group_members_group_id_fkey FOREIGN KEY (group_id) REFERENCES place_groups(id) ON DELETE CASCADE
);

CREATE TABLE place_groups (
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT place_groups_name_key_key UNIQUE (name_key),
    CONSTRAINT place_groups_pkey PRIMARY KEY (id)
);

CREATE TABLE roles (
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    scopes text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    CONSTRAINT roles_name_key_key UNIQUE (name_key),
    CONSTRAINT roles_pkey PRIMARY KEY (id)
);

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

CREATE TABLE sessions (
    id text COLLATE "C" NOT NULL,
    token_hash text COLLATE "C" NOT NULL,
    user_id text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    used_at bigint NOT NULL,
    ends_at bigint NOT NULL,
    address text COLLATE "C",
    CONSTRAINT sessions_token_hash_key UNIQUE (token_hash),
    CONSTRAINT sessions_pkey PRIMARY KEY (id),
    CONSTRAINT sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX sessions_by_user ON public.sessions USING btree (user_id);

CREATE TABLE users (
    id text COLLATE "C" NOT NULL,
    name text COLLATE "C" NOT NULL,
    name_key text COLLATE "C" NOT NULL,
    display_name text COLLATE "C" NOT NULL,
    password_hash text COLLATE "C" NOT NULL,
    created_at bigint NOT NULL,
    password_changed_at bigint NOT NULL,
    is_disabled bigint NOT NULL DEFAULT 0,
    CONSTRAINT users_name_key_key UNIQUE (name_key),
    CONSTRAINT users_pkey PRIMARY KEY (id)
);
