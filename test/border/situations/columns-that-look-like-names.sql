-- Columns called as queries call tables, and as words of SQL.
--@ slot
CREATE TABLE odd (t int PRIMARY KEY, x text, "c" text, "select" int, "key ""quoted""" int, ctid2 int, "headroom_row2" int, k text, told text);
INSERT INTO odd SELECT i, 'x', 'c', i, i FROM generate_series(1, 30) i
--@ application
UPDATE odd SET x = x || 'y' WHERE t = 3
