-- Whoever connects to the target's database may only read unless it says otherwise.
--@ target
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET default_transaction_read_only = on', current_database()); END $$
--@ slot
CREATE TABLE t (id int PRIMARY KEY)
--@ application
INSERT INTO t SELECT coalesce(max(id), 0) + 1 FROM t
--@ refused: default_transaction_read_only
