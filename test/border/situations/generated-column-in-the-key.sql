-- What is generated is not sent, and cannot tell rows apart.
--@ slot
CREATE TABLE shelves (n int, row_of int GENERATED ALWAYS AS (n / 10) STORED, PRIMARY KEY (row_of, n));
INSERT INTO shelves SELECT i FROM generate_series(1, 30) i
--@ refused: generated columns are not sent, .*: shelves\.row_of
