ALTER TABLE asiakas CHANGE puhelin puhelinnumero varchar(30) NOT NULL DEFAULT "";
