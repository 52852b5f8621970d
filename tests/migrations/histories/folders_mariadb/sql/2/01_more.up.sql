ALTER TABLE asiakas ADD puhelin varchar(20) AFTER id, ADD COLUMN syntynyt DATE FIRST;
