-- MySQL dump 10.13  Distrib 8.0.30, for Linux (x86_64)
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!50503 SET NAMES utf8mb4 */;
DROP TABLE IF EXISTS `asiakas`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `asiakas` (
  `id` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `hetu` char(11) CHARACTER SET latin1 DEFAULT NULL COMMENT 'it''s; a "hetu"',
  `osoite` text COLLATE utf8mb4_unicode_ci,
  `luotu` datetime DEFAULT current_timestamp(),
  PRIMARY KEY (`id`),
  UNIQUE KEY `ux` (`hetu`)
) ENGINE=InnoDB AUTO_INCREMENT=3 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
LOCK TABLES `asiakas` WRITE;
/*!40000 ALTER TABLE `asiakas` DISABLE KEYS */;
INSERT INTO `asiakas` VALUES (1,'010190-900P','Katu 1\'; \nDROP TABLE `asiakas`;\n','2024-01-01'),(2,NULL,'\\','2024-01-01');
/*!40000 ALTER TABLE `asiakas` ENABLE KEYS */;
UNLOCK TABLES;
/*!50001 DROP VIEW IF EXISTS `v`*/;
/*!50001 CREATE TABLE `v` (
  `id` tinyint NOT NULL,
  `hetu` tinyint NOT NULL
) ENGINE=MyISAM */;
DELIMITER ;;
/*!50003 CREATE*/ /*!50017 DEFINER=`root`@`localhost`*/ /*!50003 TRIGGER `tr` BEFORE INSERT ON `asiakas` FOR EACH ROW BEGIN
  IF NEW.hetu = '' THEN SET NEW.hetu = NULL; END IF;
END */;;
DELIMITER ;
/*!50001 DROP TABLE IF EXISTS `v`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `v` AS select `asiakas`.`id` AS `id`,`asiakas`.`hetu` AS `hetu` from `asiakas` */;
