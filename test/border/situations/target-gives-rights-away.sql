-- The target's defaults let somebody read every new table; the copy must not.
--@ both sides
DO $$ BEGIN CREATE ROLE border_nosy; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
--@ target
ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO border_nosy
--@ slot
CREATE TABLE secrets (id int PRIMARY KEY, what text);
INSERT INTO secrets VALUES (1, 'x')
