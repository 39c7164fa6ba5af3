-- The same at the new owner: what is written into the new table does not go back.
--@ slot
CREATE TABLE t (id int PRIMARY KEY, b text);
INSERT INTO t SELECT i, 'b' FROM generate_series(1, 50) i
--@ after the move
CREATE TABLE @.t2 (LIKE @.t INCLUDING ALL);
INSERT INTO @.t2 SELECT * FROM @.t;
DROP TABLE @.t;
ALTER TABLE @.t2 RENAME TO t;
ALTER INDEX @.t2_pkey RENAME TO t_pkey;
GRANT ALL ON @.t TO application;
INSERT INTO @.t VALUES (1000, 'new')
--@ way back closed: made anew.*: t
