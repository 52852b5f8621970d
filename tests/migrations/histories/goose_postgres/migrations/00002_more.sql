-- +goose NO TRANSACTION
-- +goose Up
ALTER TABLE members ADD COLUMN birthday date, ADD COLUMN ssn char(11);
CREATE INDEX CONCURRENTLY ix ON members (ssn);
CREATE TABLE member_notes AS SELECT id AS member_id, name || ' ' || email AS label, now() FROM members;
-- +goose Down
ALTER TABLE members DROP COLUMN birthday, DROP COLUMN ssn;
DROP TABLE member_notes;
