-- Domains over domains, with defaults, collations, checks that were never validated, and arrays of them.
--@ both sides
CREATE DOMAIN public.word AS text COLLATE "C" DEFAULT 'none' NOT NULL CHECK (VALUE <> '');
CREATE DOMAIN public.name_of AS public.word CHECK (length(VALUE) < 20);
ALTER DOMAIN public.name_of ADD CONSTRAINT later CHECK (VALUE !~ 'x') NOT VALID;
CREATE DOMAIN public.names_of AS public.name_of[] CHECK (cardinality(VALUE) < 4)
--@ slot
CREATE TABLE t (id public.name_of PRIMARY KEY, all_of_them public.names_of, w public.word);
INSERT INTO t SELECT 'n' || i, ARRAY['a', 'b']::public.names_of, 'w' FROM generate_series(1, 30) i
--@ application
UPDATE t SET all_of_them = '{c}' WHERE id = 'n3'
