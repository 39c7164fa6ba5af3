-- Another schema with tables of the same names, and rows of its own.
--@ both sides
CREATE SCHEMA twin; CREATE TABLE twin.orders (id int PRIMARY KEY, x text DEFAULT 'twin'); CREATE INDEX orders_x ON twin.orders (x);
CREATE TABLE public.orders (id int PRIMARY KEY)
--@ slot
CREATE TABLE orders (id int PRIMARY KEY, x text);
CREATE INDEX orders_x ON orders (x);
INSERT INTO orders SELECT i, 'o' FROM generate_series(1, 20) i
--@ application
UPDATE orders SET x = 'p' WHERE id = 2
