-- A domain hides that a column holds numbers of objects.
--@ both sides
CREATE DOMAIN public.table_name AS regclass;
CREATE DOMAIN public.known_table AS public.table_name
--@ slot
CREATE TABLE pointing (id int PRIMARY KEY, at public.known_table[])
--@ refused: numbers of objects
