-- migrate:up
PRAGMA foreign_keys = OFF;
CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, email TEXT NOT NULL UNIQUE COLLATE NOCASE, [full name] TEXT, `back` int, 'sq' text,
 untyped, untyped2 NOT NULL, hetu VARCHAR(11) DEFAULT 'a;b', created DATETIME DEFAULT (datetime('now','localtime')), big UNSIGNED BIG INT, v VARYING CHARACTER(255),
 gen INT GENERATED ALWAYS AS (id * 2) VIRTUAL, d DECIMAL(10,5) DEFAULT -1.5, b BLOB DEFAULT x'00', key TEXT, "order" INT CHECK ("order" > 0),
 CONSTRAINT uq UNIQUE (email, hetu) ON CONFLICT REPLACE, FOREIGN KEY (back) REFERENCES users (id) ON DELETE CASCADE);
CREATE TABLE t2 (a, b, c) ;
CREATE TABLE t3 (a TEXT PRIMARY KEY, b INT) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS t4 AS SELECT id, email AS mail, length(hetu), hetu || 'x' FROM users;
CREATE TRIGGER trg AFTER UPDATE ON users BEGIN
  UPDATE t2 SET a = CASE WHEN NEW.email = 'x' THEN 1 ELSE 2 END; 
  DELETE FROM t3;
END;
CREATE VIRTUAL TABLE fts USING fts5(title, body, tokenize = 'porter');
CREATE TEMP TABLE tmp_t (a int);
CREATE VIEW v AS SELECT u.*, t2.a FROM users u LEFT JOIN t2 ON t2.a = u.id;

-- migrate:down
DROP TABLE users;
