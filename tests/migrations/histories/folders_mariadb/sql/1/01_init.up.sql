CREATE TABLE asiakas (id int AUTO_INCREMENT PRIMARY KEY, nimi varchar(80) COMMENT "Koko nimi") COMMENT="Asiakkaat";
