-- A unique constraint that is checked at the end, over which rows change places.
--@ slot
CREATE TABLE places (id int PRIMARY KEY, place int UNIQUE DEFERRABLE INITIALLY DEFERRED);
INSERT INTO places SELECT i, i FROM generate_series(1, 30) i
--@ application
UPDATE places SET place = 31 - place
