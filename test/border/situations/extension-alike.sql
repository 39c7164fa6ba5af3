-- Keys, defaults, indexes and columns that extensions bring, alike on both sides.
--@ both sides
CREATE EXTENSION citext SCHEMA public;
CREATE EXTENSION hstore SCHEMA public;
CREATE EXTENSION pgcrypto SCHEMA public
--@ slot
CREATE TABLE accounts (mail public.citext PRIMARY KEY, attributes public.hstore, token text DEFAULT public.crypt('x', 'aa'));
CREATE INDEX ON accounts USING gin (attributes);
INSERT INTO accounts SELECT CASE WHEN i % 2 = 0 THEN 'A' ELSE 'b' END || i || '@x', public.hstore('n', i::text) FROM generate_series(1, 200) i
--@ application
UPDATE accounts SET attributes = public.hstore('m', '1') WHERE mail = 'a2@x'
