-- A domain over an array of numbers, outside, in a column and in a check.
--@ both sides
CREATE DOMAIN public.marks AS int[] CHECK (array_length(VALUE, 1) < 5)
--@ slot
CREATE TABLE pupils (id int PRIMARY KEY, got public.marks DEFAULT '{1,2}', CHECK (got[1] > 0));
INSERT INTO pupils (id) SELECT generate_series(1, 20)
--@ application
UPDATE pupils SET got = '{3}' WHERE id = 3
