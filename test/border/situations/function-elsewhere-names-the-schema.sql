-- A function outside names the schema in its text.
--@ slot
CREATE TABLE t (id int PRIMARY KEY)
--@ afterwards
CREATE FUNCTION public.peeps() RETURNS bigint LANGUAGE sql AS 'SELECT count(*) FROM @.t'
--@ refused: peeps
