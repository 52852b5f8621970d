CREATE TABLE in_sub (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
  , leading_comma text
  , "end" text not null default 'END'
  , amount money, inet_a inet, mac macaddr, x xml, u uuid, oid_col oid, bytes bytea, ranges int4range
  , ts timestamp(6) without time zone
);
CREATE OR REPLACE VIEW case_view AS
SELECT CASE WHEN s.amount > 0::money THEN 'a;b' ELSE 'c' END AS kind, COALESCE(s.leading_comma, 'x') leading, s."end" FROM in_sub s;
