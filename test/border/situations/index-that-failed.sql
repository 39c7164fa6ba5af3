-- What a failed CREATE INDEX CONCURRENTLY leaves behind.
--@ slot
CREATE TABLE pairs (id int PRIMARY KEY, n int);
INSERT INTO pairs VALUES (1, 1), (2, 1)
--@ afterwards
CREATE UNIQUE INDEX CONCURRENTLY pairs_n ON @.pairs (n)
--@ refused: indexes are not valid, .*: pairs_n
