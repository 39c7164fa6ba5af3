-- A table made of a type outside.
--@ both sides
CREATE TYPE public.shape AS (id int, name text)
--@ slot
CREATE TABLE shapes OF public.shape (PRIMARY KEY (id))
--@ refused: lie outside the slot, .*type public\.shape
