-- Whose job it is by id: a name may come to belong to somebody else. Null for the program itself, the control socket, and jobs of before.
ALTER TABLE jobs ADD COLUMN owner_id TEXT;
