CREATE TABLE "identity_credentials" (
"id" char(36) NOT NULL,
PRIMARY KEY("id"),
"config" jsonb NOT NULL,
"identity_id" VARCHAR(36) NOT NULL,
FOREIGN KEY ("identity_id") REFERENCES "identities" ("id") ON DELETE cascade
);
