CREATE TABLE identities (
  id VARCHAR(36) NOT NULL,
  traits_schema_id VARCHAR(2048) NOT NULL,
  created_at timestamp NOT NULL,
  updated_at timestamp NULL,
  PRIMARY KEY(id)
);
