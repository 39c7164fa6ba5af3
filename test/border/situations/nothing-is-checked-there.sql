-- Sessions of the target's database check no foreign keys.
--@ target
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET session_replication_role = replica', current_database()); END $$
--@ slot
CREATE TABLE heads (id int PRIMARY KEY);
CREATE TABLE hats (id int PRIMARY KEY, head int REFERENCES heads)
--@ refused: session_replication_role
