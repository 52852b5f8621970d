-- Deploy users
BEGIN;
SET client_min_messages = 'warning';
CREATE TABLE flipr.users (nickname text PRIMARY KEY, password text NOT NULL, "timestamp" timestamptz NOT NULL DEFAULT now());
COMMIT;
