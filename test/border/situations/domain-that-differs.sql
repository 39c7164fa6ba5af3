-- The same, with another check at the target.
--@ source
CREATE DOMAIN public.percent AS int CHECK (VALUE BETWEEN 0 AND 100)
--@ target
CREATE DOMAIN public.percent AS int CHECK (VALUE BETWEEN 0 AND 10)
--@ slot
CREATE TABLE shares (id int PRIMARY KEY, p public.percent)
--@ refused: type public\.percent is
