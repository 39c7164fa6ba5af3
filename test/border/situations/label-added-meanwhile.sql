-- A label of an enum outside is added while the copy follows, and used at once.
--@ both sides
CREATE TYPE public.border_state AS ENUM ('begun')
--@ slot
CREATE TABLE t (id int PRIMARY KEY, is_now public.border_state)
--@ while copying
ALTER TYPE public.border_state ADD VALUE 'done';
INSERT INTO @.t VALUES (1, 'done')
--@ ends: (were changed while|has failed|not the same on both sides).*
