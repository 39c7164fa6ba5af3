-- An index needs an operator class of an extension that the target has not.
--@ source
CREATE EXTENSION pg_trgm SCHEMA public
--@ slot
CREATE TABLE texts (id int PRIMARY KEY, body text);
CREATE INDEX ON texts USING gist (body public.gist_trgm_ops)
--@ refused: these extensions, which it does not have: pg_trgm
