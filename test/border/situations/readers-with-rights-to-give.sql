-- Others may read, and let others read; new tables are theirs to read too.
--@ both sides
DO $$ BEGIN CREATE ROLE border_analyst; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
--@ slot
CREATE TABLE ledger (id int PRIMARY KEY, cents bigint);
INSERT INTO ledger SELECT i, i * 100 FROM generate_series(1, 9) i
--@ afterwards
GRANT USAGE ON SCHEMA @ TO border_analyst WITH GRANT OPTION;
GRANT SELECT ON @.ledger TO border_analyst WITH GRANT OPTION;
GRANT UPDATE (cents) ON @.ledger TO border_analyst;
ALTER DEFAULT PRIVILEGES IN SCHEMA @ GRANT SELECT, INSERT ON TABLES TO border_analyst
