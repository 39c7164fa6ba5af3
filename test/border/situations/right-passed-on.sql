-- A right given by somebody to whom it had been given.
--@ both sides
DO $$ BEGIN CREATE ROLE border_first; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$;
DO $$ BEGIN CREATE ROLE border_second; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
--@ slot
CREATE TABLE chain (id int PRIMARY KEY);
GRANT SELECT ON chain TO border_first WITH GRANT OPTION;
SET ROLE border_first;
RESET ROLE
--@ afterwards
GRANT USAGE ON SCHEMA @ TO border_first;
SET ROLE border_first;
GRANT SELECT ON @.chain TO border_second;
RESET ROLE
--@ refused: table chain is .*border_second=SELECT/border_first
