/*!40101 SET NAMES utf8mb4 */;
SET FOREIGN_KEY_CHECKS=0;
DROP TABLE IF EXISTS `person`;
CREATE TABLE `person` (
  `id` int(11) unsigned NOT NULL AUTO_INCREMENT,
  `ssn` varchar(11) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL COMMENT 'Henkilö\'tunnus; "x", y',
  `name` varchar(255) NOT NULL DEFAULT 'a''b\'c, d) ;',
  `kind` enum('a','b,c','d)e') DEFAULT 'a',
  `flags` set('x','y') NOT NULL DEFAULT '',
  `created` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  `price` decimal(10,2) unsigned zerofill DEFAULT NULL,
  `doc` longtext DEFAULT NULL CHECK (json_valid(`doc`)),
  `full` varchar(300) GENERATED ALWAYS AS (concat(`name`,' ',`kind`)) VIRTUAL,
  `st` varchar(10) AS (left(`name`, 3)) STORED COMMENT 'gen',
  `blobby` mediumblob, `g` point, `y` year(4), `bits` bit(3), `tiny` tinyint(1) NOT NULL DEFAULT '0',
  `group` text, `key` varchar(20), `index` int, `national` char(3),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uq` (`ssn`,`name`(10)),
  KEY `ix_name` (`name`(20)) USING BTREE,
  KEY (`kind`), INDEX ix2 (`y` DESC),
  FULLTEXT KEY `ft` (`group`),
  CONSTRAINT `chk` CHECK (`price` > 0)
) ENGINE=InnoDB AUTO_INCREMENT=5 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='Henkilöt; (kaikki)' ROW_FORMAT=DYNAMIC;
CREATE TABLE orders (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY, -- trailing; comment
  person_id INT UNSIGNED, # hash comment; here
  total DOUBLE PRECISION DEFAULT 0.0, note NATIONAL VARCHAR(20), d DATE, ts DATETIME(6) NULL,
  b BOOLEAN DEFAULT TRUE, j JSON
);
CREATE TABLE `cp` LIKE `person`;
CREATE TABLE cp2 AS SELECT id, ssn AS hetu, concat(name, 'x') AS nimi FROM person;
CREATE TABLE cp3 (extra int, hetu varchar(20)) SELECT ssn AS hetu, name FROM person;
CREATE TEMPORARY TABLE tt (a int);
DELIMITER $$
CREATE TRIGGER tr BEFORE INSERT ON orders FOR EACH ROW
BEGIN
  IF NEW.total < 0 THEN SET NEW.total = 0; END IF;
END$$
CREATE PROCEDURE add_col()
BEGIN
  DECLARE CONTINUE HANDLER FOR SQLEXCEPTION BEGIN END;
  ALTER TABLE orders ADD COLUMN via_proc int;
END$$
DELIMITER ;
CALL add_col();
