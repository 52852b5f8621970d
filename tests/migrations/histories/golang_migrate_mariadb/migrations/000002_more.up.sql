ALTER TABLE `person`
  ADD COLUMN `email` varchar(100) COLLATE utf8mb4_bin NULL COMMENT 'Sähköposti' AFTER `name`,
  ADD `phone` varchar(20) FIRST,
  ADD COLUMN (`addr1` varchar(10), `addr2` text NOT NULL),
  CHANGE `group` `ryhma` varchar(50) NOT NULL COMMENT 'Ryhmä',
  CHANGE COLUMN `kind` kind enum('a','b') NULL,
  MODIFY COLUMN `price` decimal(12,3) NOT NULL DEFAULT 1 AFTER id,
  MODIFY bits int,
  DROP COLUMN `flags`, DROP `y`,
  DROP INDEX `ix_name`, DROP KEY uq,
  ADD INDEX `i3` (`email`), ADD UNIQUE `u4` (phone), ADD CONSTRAINT `c9` CHECK (`price` > 0), ADD KEY k9 (addr1),

  RENAME COLUMN `national` TO `kansallinen`,

  COMMENT = 'uusi', CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci, ENGINE=InnoDB, ALGORITHM=COPY;
ALTER TABLE person DROP CONSTRAINT c9, DROP PRIMARY KEY, ADD PRIMARY KEY (id), DROP INDEX ft;
RENAME TABLE cp TO cp_renamed, cp2 TO `cp 2`;
ALTER TABLE cp3 RENAME AS cp3b; ALTER TABLE cp3b RENAME cp3c; ALTER TABLE cp3c RENAME TO cp3d;
ALTER IGNORE TABLE cp3d ADD COLUMN x int;
ALTER ONLINE TABLE cp3d ADD COLUMN IF NOT EXISTS x int, ADD COLUMN IF NOT EXISTS y2 int;
ALTER TABLE IF EXISTS nope ADD q int;
CREATE OR REPLACE ALGORITHM=UNDEFINED DEFINER=`root`@`localhost` SQL SECURITY DEFINER VIEW v AS select `p`.`id` AS `id`, count(0) AS `n`, p.ssn from `person` `p` group by 1;
CREATE VIEW v2 AS SELECT * FROM orders;
ALTER TABLE orders ADD COLUMN later int;
CREATE VIEW v3 AS SELECT id+1, concat(name, 'a'), 'x' FROM person;
SET @s = 'ALTER TABLE orders ADD COLUMN dyn int';
PREPARE st FROM @s; EXECUTE st; DEALLOCATE PREPARE st;
PREPARE st2 FROM 'ALTER TABLE orders ADD COLUMN dyn2 int'; EXECUTE st2;
CREATE TABLE part (id int, d date) PARTITION BY RANGE (YEAR(d)) (PARTITION p0 VALUES LESS THAN (2000), PARTITION p1 VALUES LESS THAN MAXVALUE);
ALTER TABLE part DROP PARTITION p0;
