ALTER TABLE person
    ADD COLUMN nationality varchar(50),
    ADD COLUMN IF NOT EXISTS postal_code varchar(5) DEFAULT '00100',
    
    DROP COLUMN seq, ALTER COLUMN n TYPE text,
    ALTER t1 SET DATA TYPE timetz,
    ALTER COLUMN hetu SET NOT NULL,
    ALTER COLUMN balance DROP NOT NULL,
    ADD CONSTRAINT ck CHECK (postal_code <> ''),
    DROP CONSTRAINT IF EXISTS nope CASCADE;
ALTER TABLE IF EXISTS ONLY daycare RENAME COLUMN home TO home_address;
ALTER TABLE daycare RENAME "mixedCase" TO "MixedCase2";
ALTER TABLE ONLY public.daycare OWNER TO postgres;
ALTER TABLE IF EXISTS missing_table ADD COLUMN x int;
ALTER TABLE measurement ADD COLUMN unit text;
ALTER TABLE measurement RENAME COLUMN peaktemp TO peak;
ALTER TABLE log_a RENAME TO log_b;
ALTER TABLE log_b SET SCHEMA koski;
ALTER TYPE mood RENAME TO feeling;
ALTER TYPE feeling ADD VALUE 'meh' BEFORE 'sad; CREATE TABLE nope (a int)';
ALTER DOMAIN hetu_d RENAME TO henkilotunnus;
ALTER TYPE addr ADD ATTRIBUTE country text CASCADE;
DO $$
DECLARE r record;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'daycare' AND column_name = 'closed') THEN
    ALTER TABLE daycare ADD COLUMN closed date;
  END IF;
  CREATE TABLE IF NOT EXISTS in_do (a int, b text);
  EXECUTE 'ALTER TABLE in_do ADD COLUMN c text';
  EXECUTE format('ALTER TABLE in_do ALTER COLUMN %I TYPE bigint', 'a');
  PERFORM 1;
EXCEPTION WHEN duplicate_column THEN RAISE NOTICE 'x';
END $$;
CREATE TABLE copy_a AS SELECT p.id, p.first_name AS etunimi, count(*) AS n, max(p.email) FROM person p GROUP BY 1, 2;
CREATE TABLE for_rename (id int, name text, hetu text);
CREATE TABLE copy_b (x, y) AS SELECT id, email FROM person WITH NO DATA;
SELECT id, social_security_number INTO copy_c FROM person;
CREATE TABLE copy_d AS TABLE koski.study_right WITH NO DATA;
CREATE MATERIALIZED VIEW mv AS SELECT first_name || last_name AS nimi, email FROM person WITH NO DATA;
CREATE OR REPLACE VIEW v1 AS SELECT *, 1 AS one FROM koski.study_right;
CREATE VIEW v2 (a, b) AS SELECT id, email, phones FROM person;
CREATE VIEW v5 AS SELECT id, name AS nimi, hetu FROM public.for_rename;
ALTER TABLE for_rename RENAME hetu TO ssn; ALTER TABLE for_rename RENAME TO renamed_t; ALTER TABLE renamed_t ADD later int;
CREATE VIEW v3 AS WITH RECURSIVE t(n) AS (VALUES (1) UNION ALL SELECT n+1 FROM t WHERE n < 10) SELECT n, n*2 AS dbl FROM t;
CREATE VIEW v4 AS SELECT p.*, s.version FROM person p JOIN koski.study_right s ON s.child_id = p.id;
CREATE TEMP TABLE tmp_x (a int);
CREATE TEMPORARY TABLE tmp_y ON COMMIT DROP AS SELECT 1 AS a;
DROP TABLE tmp_x;
