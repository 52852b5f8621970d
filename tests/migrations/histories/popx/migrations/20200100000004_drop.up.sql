ALTER TABLE identities DROP COLUMN updated_at;
