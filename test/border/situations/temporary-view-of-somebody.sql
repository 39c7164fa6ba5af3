-- A session looks at the slot through a view that ends with it.
--@ slot
CREATE TABLE t (id int PRIMARY KEY);
CREATE TEMPORARY VIEW seen AS SELECT id FROM t
--@ refused: view .*seen
