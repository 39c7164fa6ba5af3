-- Amounts of money would be read with another comma.
--@ target
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET array_nulls = off', current_database()); END $$
--@ slot
CREATE TABLE bags (id int PRIMARY KEY, a text[])
--@ refused: array_nulls is off and not on
