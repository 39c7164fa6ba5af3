-- The same, where another index tells rows apart: that may be published.
--@ slot
CREATE TABLE queue (place int PRIMARY KEY DEFERRABLE, job uuid NOT NULL);
CREATE UNIQUE INDEX queue_job ON queue (job);
ALTER TABLE queue REPLICA IDENTITY USING INDEX queue_job;
INSERT INTO queue SELECT i, md5(i::text)::uuid FROM generate_series(1, 20) i
--@ application
UPDATE queue SET place = place + 1;
DELETE FROM queue WHERE place = 10
