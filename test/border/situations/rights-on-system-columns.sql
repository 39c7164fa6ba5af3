-- Rights on columns that every table has, and a table whose owner has taken all rights from itself.
--@ both sides
DO $$ BEGIN CREATE ROLE border_peeper; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
--@ slot
CREATE TABLE t (id int PRIMARY KEY);
GRANT SELECT (ctid, tableoid) ON t TO border_peeper;
CREATE TABLE u (id int PRIMARY KEY);
REVOKE ALL ON u FROM CURRENT_USER;
GRANT SELECT, INSERT ON u TO application
--@ application
INSERT INTO u SELECT coalesce(max(id), 0) + 1 FROM u
