-- An enum outside that has a label more at the source.
--@ source
CREATE TYPE public.shade AS ENUM ('light', 'dark', 'odd')
--@ target
CREATE TYPE public.shade AS ENUM ('light', 'dark')
--@ slot
CREATE TABLE walls (id int PRIMARY KEY, s public.shade);
INSERT INTO walls VALUES (1, 'odd')
--@ refused: type public\.shade is .* on "a" and .* on a copy
