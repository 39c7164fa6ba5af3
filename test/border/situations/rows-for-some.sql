-- Row security with policies of several kinds.
--@ slot
CREATE TABLE letters (id int PRIMARY KEY, reader text, body text);
INSERT INTO letters SELECT i, CASE WHEN i % 2 = 0 THEN 'application' ELSE 'owner' END, 'b' FROM generate_series(1, 20) i;
CREATE POLICY mine ON letters FOR SELECT USING (reader = current_user);
CREATE POLICY no_writing_for_others ON letters AS RESTRICTIVE FOR INSERT TO application WITH CHECK (reader = current_user);
CREATE POLICY may_write ON letters FOR ALL TO application USING (reader = current_user);
COMMENT ON POLICY mine ON letters IS 'own letters';
ALTER TABLE letters ENABLE ROW LEVEL SECURITY
--@ application
INSERT INTO letters VALUES ((SELECT 1000 + count(*) FROM letters), 'application', 'n');
UPDATE letters SET body = 'c' WHERE id = 2
