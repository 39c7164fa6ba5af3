-- The mover's own role has settings that change what its statements mean.
--@ both sides
DO $$ BEGIN EXECUTE format('ALTER ROLE owner IN DATABASE %I SET standard_conforming_strings = off', current_database());
  EXECUTE format('ALTER ROLE owner IN DATABASE %I SET lock_timeout = ''1ms''', current_database());
  EXECUTE format('ALTER ROLE owner IN DATABASE %I SET idle_in_transaction_session_timeout = ''5ms''', current_database());
  EXECUTE format('ALTER ROLE owner IN DATABASE %I SET default_transaction_deferrable = on', current_database()); END $$
--@ slot
CREATE TABLE t (id int PRIMARY KEY, note text DEFAULT 'a\b''c', list int[] DEFAULT '{1,NULL}');
COMMENT ON TABLE t IS 'back\slash and ''quote''';
INSERT INTO t VALUES (1)
--@ application
INSERT INTO t SELECT coalesce(max(id), 0) + 1 FROM t
