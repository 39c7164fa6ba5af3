-- A table of the slot inherits from one outside.
--@ both sides
CREATE TABLE public.ancestor (a int)
--@ slot
CREATE TABLE descendant (id int PRIMARY KEY) INHERITS (public.ancestor)
--@ refused: inheritance of descendant|ancestor
