-- A row that is on the copy alone.
--@ slot
CREATE TABLE coins (id int PRIMARY KEY);
INSERT INTO coins SELECT generate_series(1, 10)
--@ at the copy
INSERT INTO @.coins VALUES (99)
--@ ends: 1 row of .*coins differs
