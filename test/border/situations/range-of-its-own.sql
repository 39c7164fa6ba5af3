-- A range type outside: it cannot be described, so it is refused by its name.
--@ both sides
CREATE TYPE public.span AS RANGE (subtype = float8)
--@ slot
CREATE TABLE spans (id int PRIMARY KEY, s public.span)
--@ refused: type public.span
