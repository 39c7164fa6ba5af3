-- Rows of one key point to rows of another.
--@ slot
CREATE TABLE purses (key text, id int, PRIMARY KEY (key, id));
CREATE TABLE payments (key text, id int, to_key text, to_id int, PRIMARY KEY (key, id), CONSTRAINT to_purse FOREIGN KEY (to_key, to_id) REFERENCES purses);
INSERT INTO purses VALUES ('tenant-1', 1), ('tenant-2', 2);
INSERT INTO payments VALUES ('tenant-2', 1, 'tenant-1', 1)
--@ pin: tenant-1
--@ pin refused: foreign keys point from rows of one key to rows of another: to_purse of payments
