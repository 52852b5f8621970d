--
-- PostgreSQL database dump
--

SET statement_timeout = 0;
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET default_tablespace = '';

CREATE SCHEMA palvelu;
ALTER SCHEMA palvelu OWNER TO postgres;

CREATE FUNCTION public.f() RETURNS integer
    LANGUAGE plpgsql
    AS $_$
begin
  execute 'create table ' || $1;
  return 1;
end;
$_$;

CREATE TABLE public.henkilo (
    id bigint NOT NULL,
    hetu character varying(11),
    "kutsumaNimi" character varying(200) DEFAULT 'x;y'::character varying NOT NULL,
    syntymaaika date,
    CONSTRAINT ck CHECK (((hetu)::text ~ '^\d{6}[-+A]'::text))
);
ALTER TABLE public.henkilo OWNER TO postgres;
COMMENT ON TABLE public.henkilo IS 'Henkilöt';
COMMENT ON COLUMN public.henkilo.hetu IS 'Henkilön hetu.';
CREATE SEQUENCE public.henkilo_id_seq START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.henkilo_id_seq OWNED BY public.henkilo.id;
ALTER TABLE ONLY public.henkilo ALTER COLUMN id SET DEFAULT nextval('public.henkilo_id_seq'::regclass);

CREATE TABLE palvelu.loki (
    "time" timestamp without time zone,
    rivi text
);
CREATE VIEW palvelu.nimet AS
 SELECT henkilo.id,
    henkilo."kutsumaNimi" AS nimi
   FROM public.henkilo;

COPY public.henkilo (id, hetu, "kutsumaNimi", syntymaaika) FROM stdin;
1	010190-900P	O'Malley; "x"	1990-01-01
2	\N	CREATE TABLE copy_trap (a int);	\N
\.

COPY palvelu.loki ("time", rivi) FROM stdin;
\.

SELECT pg_catalog.setval('public.henkilo_id_seq', 2, true);
ALTER TABLE ONLY public.henkilo ADD CONSTRAINT henkilo_pkey PRIMARY KEY (id);
\echo done; CREATE TABLE psql_trap (a int);
