-- Rows that point to rows of their own table, checked late, set to null or to a default when those go.
--@ slot
CREATE TABLE t (key text, id int, above int DEFAULT 0, beside int, PRIMARY KEY (key, id),
  FOREIGN KEY (key, above) REFERENCES t DEFERRABLE INITIALLY DEFERRED,
  FOREIGN KEY (key, beside) REFERENCES t ON DELETE SET NULL (beside) ON UPDATE CASCADE);
INSERT INTO t SELECT 'tenant-' || i % 2, i, CASE WHEN i > 2 THEN i - 2 END, CASE WHEN i > 4 THEN i - 4 END FROM generate_series(1, 30) i
--@ application
UPDATE t SET id = id + 1000 WHERE id = 29;
DELETE FROM t WHERE id = 30
--@ pin: tenant-1
