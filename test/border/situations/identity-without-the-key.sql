-- A pin would need the key column in what tells rows apart.
--@ slot
CREATE TABLE seats (key text, id int, code int NOT NULL, PRIMARY KEY (key, id));
CREATE UNIQUE INDEX seats_code ON seats (code);
ALTER TABLE seats REPLICA IDENTITY USING INDEX seats_code;
INSERT INTO seats SELECT 'tenant-' || i % 3, i, i FROM generate_series(1, 30) i
--@ pin: tenant-2
--@ pin refused: replica identity of these has not the key column, .*: seats
--@ application
UPDATE seats SET id = id WHERE key = 'tenant-1'
