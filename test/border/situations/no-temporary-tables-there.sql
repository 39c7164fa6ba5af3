-- Applications make temporary tables, which the target's database allows nobody.
--@ target
DO $$ BEGIN EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database()); END $$
--@ slot
CREATE TABLE t (id int PRIMARY KEY)
--@ application
CREATE TEMPORARY TABLE scratch AS SELECT 1 AS one
--@ refused: TEMPORARY
