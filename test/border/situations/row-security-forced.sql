-- Row security that binds even the owner, with policies by command.
--@ slot
CREATE TABLE ours (key text, id int, PRIMARY KEY (key, id));
CREATE POLICY reads ON ours FOR SELECT TO application USING (true);
CREATE POLICY writes ON ours AS RESTRICTIVE FOR UPDATE TO PUBLIC USING (id > 0) WITH CHECK (id < 100000);
CREATE POLICY adds ON ours FOR INSERT TO application WITH CHECK (key <> '');
ALTER TABLE ours ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
INSERT INTO ours SELECT 'tenant-' || i % 5, i FROM generate_series(1, 30) i
--@ application
INSERT INTO ours SELECT 'tenant-1', max(id) + 1 FROM ours
