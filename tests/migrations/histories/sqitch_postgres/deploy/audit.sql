-- Deploy audit
BEGIN;
SET search_path TO flipr, public;
CREATE TABLE audit (LIKE users, at timestamptz);
COMMENT ON COLUMN audit.email IS 'who';
COMMIT;
