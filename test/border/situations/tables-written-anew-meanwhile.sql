-- Tables are vacuumed, clustered and indexed anew while the copy follows, which changes nothing.
--@ slot
CREATE TABLE t (id int PRIMARY KEY, b text);
CREATE INDEX t_b ON t (b);
INSERT INTO t SELECT i, 'b' || i FROM generate_series(1, 80) i
--@ while copying
VACUUM FULL @.t;
CLUSTER @.t USING t_b;
ALTER TABLE @.t SET WITHOUT CLUSTER;
REINDEX TABLE CONCURRENTLY @.t;
ANALYZE @.t;
UPDATE @.t SET b = 'c' WHERE id < 5
