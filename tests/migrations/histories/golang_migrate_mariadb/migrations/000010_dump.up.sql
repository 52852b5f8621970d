-- MySQL dump 10.13
/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;
/*!40000 DROP DATABASE IF EXISTS `zz_nope`*/;
DROP TABLE IF EXISTS `dumped`;
/*!40101 SET @saved_cs_client     = @@character_set_client */;
CREATE TABLE `dumped` (
  `id` int NOT NULL,
  `txt` text COLLATE utf8mb4_unicode_ci, `mail` varchar(10) DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
LOCK TABLES `dumped` WRITE;
/*!40000 ALTER TABLE `dumped` DISABLE KEYS */;
INSERT INTO `dumped` VALUES (1,'a\'b;\nCREATE TABLE x (a int);\n',NULL),(2,'c\\','d');
/*!40000 ALTER TABLE `dumped` ENABLE KEYS */;
UNLOCK TABLES;
/*!50001 CREATE TABLE `dv` (`id` tinyint NOT NULL, `txt` tinyint NOT NULL) ENGINE=MyISAM */;
/*!50001 DROP TABLE IF EXISTS `dv`*/;
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `dv` AS select `dumped`.`id` AS `id`,`dumped`.`txt` AS `txt` from `dumped` */;
