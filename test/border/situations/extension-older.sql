-- Both have it, in different versions.
--@ source
CREATE EXTENSION pg_trgm SCHEMA public VERSION '1.6'
--@ target
CREATE EXTENSION pg_trgm SCHEMA public VERSION '1.3'
--@ slot
CREATE TABLE words (id int PRIMARY KEY, w text);
CREATE INDEX ON words USING gin (w public.gin_trgm_ops)
--@ refused: extension pg_trgm is \(1\.6 in public\)
