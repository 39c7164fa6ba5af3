-- Who may come into the schema and what is said of it is changed while the copy follows, and goes along.
--@ both sides
DO $$ BEGIN CREATE ROLE border_visitor; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
--@ slot
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE u (id int PRIMARY KEY) WITH (autovacuum_enabled = false)
--@ while copying
GRANT USAGE ON SCHEMA @ TO border_visitor;
COMMENT ON SCHEMA @ IS 'said meanwhile';
ALTER TABLE @.t SET (autovacuum_enabled = off);
ALTER TABLE @.u RESET (autovacuum_enabled)
