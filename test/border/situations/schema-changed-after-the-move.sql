-- Who may come into the schema, what is said of it, and whether vacuum comes to a table is changed at the new owner, and goes back.
--@ both sides
DO $$ BEGIN CREATE ROLE border_guest; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
--@ slot
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE u (id int PRIMARY KEY) WITH (autovacuum_enabled = false)
--@ after the move
GRANT USAGE ON SCHEMA @ TO border_guest WITH GRANT OPTION;
COMMENT ON SCHEMA @ IS 'said after the move';
ALTER TABLE @.t SET (autovacuum_enabled = false);
ALTER TABLE @.u RESET (autovacuum_enabled)
