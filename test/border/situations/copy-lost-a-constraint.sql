-- Somebody drops a constraint of the copy, and an index.
--@ slot
CREATE TABLE cups (id int PRIMARY KEY, size int CONSTRAINT fits CHECK (size < 100));
INSERT INTO cups SELECT i, i FROM generate_series(1, 10) i
--@ at the copy
ALTER TABLE @.cups DROP CONSTRAINT fits
--@ ends: constraint fits of cups is only on "a"
