-- What is made in the schema later gets rights by default.
--@ both sides
DO $$ BEGIN CREATE ROLE border_heir; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
--@ slot
CREATE TABLE first (id int PRIMARY KEY)
--@ afterwards
ALTER DEFAULT PRIVILEGES IN SCHEMA @ GRANT SELECT, INSERT ON TABLES TO border_heir WITH GRANT OPTION;
ALTER DEFAULT PRIVILEGES IN SCHEMA @ GRANT USAGE ON SEQUENCES TO PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA @ GRANT EXECUTE ON FUNCTIONS TO border_heir
--@ application
INSERT INTO first SELECT count(*) + 1 FROM first
