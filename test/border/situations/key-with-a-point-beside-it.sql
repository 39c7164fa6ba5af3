-- A key whose index carries a value along that has no order.
--@ slot
CREATE TABLE places (id int, at point, PRIMARY KEY (id) INCLUDE (at));
INSERT INTO places SELECT i, point(i, i) FROM generate_series(1, 30) i
--@ application
UPDATE places SET at = point(0, 0) WHERE id = 2
