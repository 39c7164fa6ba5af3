-- Applications come in another time zone there: rows are the same, and it is told.
--@ target
DO $$ BEGIN EXECUTE format('ALTER ROLE application IN DATABASE %I SET TimeZone = ''Pacific/Chatham''', current_database()); END $$
--@ slot
CREATE TABLE t (id int PRIMARY KEY, at timestamptz DEFAULT '2024-01-01 00:00+00');
INSERT INTO t VALUES (1)
--@ application
INSERT INTO t SELECT coalesce(max(id), 0) + 1 FROM t
