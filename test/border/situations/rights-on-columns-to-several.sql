-- Rights on single columns, some with the right to give them on, some to everybody.
--@ both sides
DO $$ BEGIN CREATE ROLE border_auditor; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
--@ slot
CREATE TABLE salaries (id int PRIMARY KEY, who text, pay numeric);
REVOKE ALL ON salaries FROM PUBLIC;
GRANT SELECT (id, who) ON salaries TO PUBLIC;
GRANT SELECT (pay), UPDATE (pay) ON salaries TO border_auditor WITH GRANT OPTION;
GRANT REFERENCES (id) ON salaries TO border_auditor;
GRANT ALL ON salaries TO application;
INSERT INTO salaries SELECT i, 'w' || i, i * 1.5 FROM generate_series(1, 25) i
--@ application
UPDATE salaries SET pay = pay + 1 WHERE id = 4
