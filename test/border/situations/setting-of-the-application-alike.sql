-- The same settings on both sides are in no way.
--@ both sides
DO $$ BEGIN EXECUTE format('ALTER ROLE application IN DATABASE %I SET shop.tenant = ''t1''', current_database());
  EXECUTE format('ALTER DATABASE %I SET statement_timeout = ''40s''', current_database());
  EXECUTE format('ALTER DATABASE %I SET default_tablespace = ''pg_default''', current_database()); END $$
--@ slot
CREATE TABLE t (id int PRIMARY KEY, tenant text DEFAULT current_setting('shop.tenant', true))
--@ application
INSERT INTO t SELECT coalesce(max(id), 0) + 1 FROM t
