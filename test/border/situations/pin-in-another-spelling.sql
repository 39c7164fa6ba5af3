-- A number that is not written as numbers are.
--@ slot
CREATE TABLE mills (key int, id int, PRIMARY KEY (key, id));
INSERT INTO mills SELECT i % 5, i FROM generate_series(1, 50) i
--@ pin: 03
--@ pin refused: not written as the type of its column writes it: '03' is no integer
