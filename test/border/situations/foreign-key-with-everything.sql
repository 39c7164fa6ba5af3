-- Foreign keys that set some columns to null, match in full, point to their own table and to a unique constraint.
--@ slot
CREATE TABLE tree (key text, id int, up int, PRIMARY KEY (key, id), FOREIGN KEY (key, up) REFERENCES tree ON DELETE SET NULL (up) DEFERRABLE);
CREATE TABLE names (key text, id int, a int, b int, PRIMARY KEY (key, id), UNIQUE (key, a, b));
CREATE TABLE uses (key text, id int, a int, b int, PRIMARY KEY (key, id), FOREIGN KEY (key, a, b) REFERENCES names (key, a, b) MATCH FULL ON UPDATE CASCADE NOT VALID);
INSERT INTO tree SELECT 'tenant-' || i % 3, i, NULL FROM generate_series(1, 30) i;
UPDATE tree SET up = 3 WHERE key = 'tenant-0';
INSERT INTO names SELECT 'tenant-1', i, i, i FROM generate_series(1, 9) i;
INSERT INTO uses SELECT 'tenant-1', i, i, i FROM generate_series(1, 9) i
--@ application
DELETE FROM tree WHERE key = 'tenant-0' AND id = 3;
UPDATE names SET a = 40 WHERE id = 2
