-- migrate:up transaction:false
ALTER TABLE users ADD phone TEXT;
ALTER TABLE users ADD COLUMN city TEXT NOT NULL DEFAULT '';
ALTER TABLE users RENAME COLUMN hetu TO ssn;
ALTER TABLE t2 RENAME TO t2b;
ALTER TABLE t3 DROP COLUMN b;
CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT, ssn2 TEXT, extra INT);
INSERT INTO users_new (id, email, ssn2) SELECT id, email, ssn FROM users;
DROP VIEW v;
DROP TABLE users;
ALTER TABLE users_new RENAME TO users;
CREATE INDEX ix ON users (email) WHERE email IS NOT NULL;
-- migrate:down
ALTER TABLE users DROP COLUMN nope;
