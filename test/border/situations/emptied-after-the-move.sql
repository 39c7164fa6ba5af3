-- All rows go at the new owner, with numbers begun anew, and the table is written anew; all that goes back.
--@ slot
CREATE TABLE t (id serial PRIMARY KEY, b text);
INSERT INTO t (b) SELECT i::text FROM generate_series(1, 60) i;
CREATE INDEX t_b ON t (b);
ALTER TABLE t CLUSTER ON t_b
--@ application
INSERT INTO t (b) VALUES ('x')
--@ after the move
TRUNCATE @.t RESTART IDENTITY;
INSERT INTO @.t (b) SELECT 'new ' || i FROM generate_series(1, 20) i;
CLUSTER @.t;
REINDEX TABLE @.t;
VACUUM FULL @.t;
ANALYZE @.t
