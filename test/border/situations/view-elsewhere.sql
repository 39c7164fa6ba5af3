-- A view in another schema over a table of the slot.
--@ slot
CREATE TABLE cars (id int PRIMARY KEY, kind text)
--@ afterwards
CREATE SCHEMA elsewhere;
CREATE VIEW elsewhere.all_cars AS SELECT id FROM @.cars
--@ refused: cannot be copied yet: view elsewhere\.all_cars
