-- Applications may write since they are members of a role, and at the target they are not.
--@ both sides
DO $$ BEGIN CREATE ROLE border_writers; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
--@ source
GRANT border_writers TO application
--@ slot
CREATE TABLE written (id int PRIMARY KEY);
GRANT ALL ON written TO border_writers
--@ application
INSERT INTO written SELECT coalesce(max(id), 0) + 1 FROM written
--@ refused: border_writers
