-- A check of a domain outside is dropped while the copy follows, and a value comes that the copy's domain refuses.
--@ both sides
CREATE DOMAIN public.border_small AS int CONSTRAINT small CHECK (VALUE < 10)
--@ slot
CREATE TABLE t (id int PRIMARY KEY, n public.border_small)
--@ while copying
ALTER DOMAIN public.border_small DROP CONSTRAINT small;
INSERT INTO @.t VALUES (1, 5000)
--@ ends: border_small
