ALTER TABLE secret_keys ADD COLUMN retired_at {{bigint}}; -- Unix milliseconds; when nothing was sealed under it any more
