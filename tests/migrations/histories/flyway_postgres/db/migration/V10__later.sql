CREATE TABLE rebuild_old (id int, hetu text, name text);
CREATE TABLE rebuild_new (id int, henkilotunnus text, name text, extra int);
INSERT INTO rebuild_new (id, henkilotunnus, name) SELECT id, hetu, name FROM rebuild_old;
DROP TABLE rebuild_old;
ALTER TABLE rebuild_new RENAME TO rebuild_old;
CREATE RULE r AS ON INSERT TO rebuild_old DO INSTEAD NOTHING;
