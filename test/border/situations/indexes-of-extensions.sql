-- Indexes by methods and classes of operators that extensions brought, with settings.
--@ both sides
CREATE EXTENSION bloom SCHEMA public;
CREATE EXTENSION pg_trgm SCHEMA public;
CREATE EXTENSION btree_gin SCHEMA public;
CREATE EXTENSION intarray SCHEMA public;
CREATE EXTENSION hstore SCHEMA public;
CREATE EXTENSION "uuid-ossp" SCHEMA public
--@ slot
CREATE TABLE t (id uuid PRIMARY KEY DEFAULT public.uuid_generate_v4(), a int, b int, name text, list int[], more public.hstore);
CREATE INDEX ON t USING bloom (a, b) WITH (length = 80, col1 = 3);
CREATE INDEX ON t USING gist (name public.gist_trgm_ops (siglen = 32));
CREATE INDEX ON t USING gin (a, name public.gin_trgm_ops);
CREATE INDEX ON t USING gin (list public.gin__int_ops);
CREATE INDEX ON t USING gist (more);
INSERT INTO t (a, b, name, list, more) SELECT i, i, 'name ' || i, ARRAY[i, 2], public.hstore('k', i::text) FROM generate_series(1, 50) i
--@ application
INSERT INTO t (a, name) VALUES (1, 'x')
