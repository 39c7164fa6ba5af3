-- A reader whose name begins as the mover's own roles do.
--@ both sides
DO $$ BEGIN CREATE ROLE headroom_readers; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
--@ slot
CREATE TABLE read (id int PRIMARY KEY);
GRANT SELECT ON read TO headroom_readers
--@ refused: headroom_readers
