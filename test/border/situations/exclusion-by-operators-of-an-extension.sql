-- An exclusion constraint whose operators an extension brings.
--@ both sides
CREATE EXTENSION btree_gist
--@ slot
CREATE TABLE rooms (key text, id int, room int, during tstzrange, PRIMARY KEY (key, id), EXCLUDE USING gist (key WITH =, room WITH =, during WITH &&));
INSERT INTO rooms SELECT 'tenant-' || i % 5, i, i, tstzrange('2024-01-01Z', '2024-01-02Z') FROM generate_series(1, 50) i
--@ application
INSERT INTO rooms VALUES ('tenant-1', 900, 900, '[2024-01-01Z,2024-01-03Z)');
UPDATE rooms SET during = 'empty' WHERE id = 3
