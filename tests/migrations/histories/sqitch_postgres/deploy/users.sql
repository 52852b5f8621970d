-- Deploy users again
BEGIN;
ALTER TABLE flipr.users RENAME COLUMN password TO password_hash;
ALTER TABLE flipr.users ADD email text;
COMMIT;
