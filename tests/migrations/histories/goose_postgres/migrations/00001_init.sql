-- +goose Up
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now(); -- ALTER TABLE x ADD COLUMN no int;
    RETURN NEW;
END;
$$;
-- +goose StatementEnd
CREATE TABLE members (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL, email text UNIQUE,
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE TRIGGER t BEFORE UPDATE ON members FOR EACH ROW EXECUTE FUNCTION touch();
-- +goose Down
DROP TABLE members;
DROP FUNCTION touch;
