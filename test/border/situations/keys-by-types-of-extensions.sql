-- Keys by types that extensions brought, alike on both sides.
--@ both sides
CREATE EXTENSION citext;
CREATE EXTENSION ltree;
CREATE EXTENSION isn;
CREATE EXTENSION cube;
CREATE EXTENSION seg
--@ slot
CREATE TABLE t (a citext, b ltree, c isbn13, d cube, e seg, PRIMARY KEY (a, b, c, d, e));
INSERT INTO t SELECT 'Ab' || i, ('top.n' || i)::ltree, '978-0-11-000222-4', cube(i), '1 .. 2' FROM generate_series(1, 30) i;
INSERT INTO t SELECT upper('Zb' || i), ('top.n' || i)::ltree, '978-0-11-000222-4', cube(i), '1 .. 2' FROM generate_series(1, 30) i
--@ application
UPDATE t SET e = '3' WHERE a = 'ab1'
