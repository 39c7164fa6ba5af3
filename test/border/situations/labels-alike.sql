-- An enum outside that both have alike, in a key and in an array.
--@ both sides
CREATE TYPE public.size AS ENUM ('s', 'm', 'l')
--@ slot
CREATE TABLE shirts (s public.size, id int, all_sizes public.size[], PRIMARY KEY (s, id));
INSERT INTO shirts SELECT 'm', i, '{s,l}' FROM generate_series(1, 30) i
--@ application
UPDATE shirts SET all_sizes = '{m}' WHERE id = 2;
INSERT INTO shirts SELECT 'l', count(*) + 1000 FROM shirts
