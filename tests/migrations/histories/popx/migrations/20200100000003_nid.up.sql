ALTER TABLE identities ADD nid CHAR(36) NULL;
