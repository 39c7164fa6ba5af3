-- A table is made anew beside itself and given the name, as tools do that change tables while they are used.
--@ slot
CREATE TABLE t (id int PRIMARY KEY, b text);
INSERT INTO t SELECT i, 'b' FROM generate_series(1, 50) i
--@ while copying
CREATE TABLE @.t2 (LIKE @.t INCLUDING ALL);
INSERT INTO @.t2 SELECT * FROM @.t;
DROP TABLE @.t;
ALTER TABLE @.t2 RENAME TO t;
ALTER INDEX @.t2_pkey RENAME TO t_pkey;
GRANT ALL ON @.t TO application;
INSERT INTO @.t VALUES (1000, 'new')
--@ ends: made anew.*: t
