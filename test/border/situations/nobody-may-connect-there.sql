-- The target's database lets only those in who were named.
--@ target
DO $$ BEGIN EXECUTE format('REVOKE CONNECT ON DATABASE %I FROM PUBLIC', current_database()); END $$
--@ slot
CREATE TABLE t (id int PRIMARY KEY)
--@ refused: CONNECT
