-- A key column of whole numbers.
--@ slot
CREATE TABLE farms (key int, id int, PRIMARY KEY (key, id));
INSERT INTO farms SELECT i % 5, i FROM generate_series(1, 50) i
--@ pin: 3
