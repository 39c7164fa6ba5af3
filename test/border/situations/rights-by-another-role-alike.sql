-- Applications may write since they are members of a role, on both sides.
--@ both sides
DO $$ BEGIN CREATE ROLE border_scribes; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$;
GRANT border_scribes TO application
--@ slot
CREATE TABLE written (id int PRIMARY KEY);
GRANT ALL ON written TO border_scribes
--@ application
INSERT INTO written SELECT coalesce(max(id), 0) + 1 FROM written
