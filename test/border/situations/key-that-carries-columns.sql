-- A primary key and a replica identity that carry columns along.
--@ slot
CREATE TABLE t (key text, id int, b text, c int NOT NULL, PRIMARY KEY (key, id) INCLUDE (b), UNIQUE (key, c) INCLUDE (b));
ALTER TABLE t REPLICA IDENTITY USING INDEX t_key_c_b_key;
INSERT INTO t SELECT 'tenant-' || i % 3, i, 'b', i FROM generate_series(1, 30) i
--@ application
UPDATE t SET b = 'd', c = c + 1000 WHERE id = 2;
DELETE FROM t WHERE id = 5
