-- TRUNCATE and a rewrite of a table are no change of it.
--@ slot
CREATE TABLE piles (id int PRIMARY KEY, size int);
INSERT INTO piles SELECT i, i FROM generate_series(1, 50) i;
CREATE TABLE heaps (id int PRIMARY KEY);
INSERT INTO heaps SELECT generate_series(1, 50)
--@ while copying
TRUNCATE @.piles;
INSERT INTO @.piles VALUES (1, 2);
VACUUM FULL @.heaps;
REINDEX TABLE @.heaps
