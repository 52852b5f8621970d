PRAGMA foreign_keys = OFF;
CREATE TABLE _identities_tmp (id TEXT PRIMARY KEY, traits_schema_id TEXT NOT NULL, created_at DATETIME NOT NULL, nid CHAR(36), state TEXT);
INSERT INTO _identities_tmp (id, traits_schema_id, created_at, nid) SELECT id, traits_schema_id, created_at, nid FROM identities;
DROP TABLE identities;
ALTER TABLE _identities_tmp RENAME TO identities;
