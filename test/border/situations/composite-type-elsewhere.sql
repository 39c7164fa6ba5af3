-- A composite type outside.
--@ both sides
CREATE TYPE public.money_of AS (amount numeric, unit text)
--@ slot
CREATE TABLE prices (id int PRIMARY KEY, p public.money_of)
--@ refused: public.money_of
