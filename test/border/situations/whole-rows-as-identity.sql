-- Rows are told apart by all their columns.
--@ slot
CREATE TABLE logs (id int PRIMARY KEY, line text, at timestamptz);
ALTER TABLE logs REPLICA IDENTITY FULL;
INSERT INTO logs SELECT i, 'l' || i, now() FROM generate_series(1, 30) i
--@ application
UPDATE logs SET line = line || '.' WHERE id < 5;
DELETE FROM logs WHERE id = 9
