-- A check of the time of day that held once, and holds no more.
--@ slot
CREATE TABLE offers (id int PRIMARY KEY, ends timestamptz);
INSERT INTO offers VALUES (1, now() + interval '1 ms');
ALTER TABLE offers ADD CONSTRAINT still_open CHECK (ends > now() - interval '50 ms');
SELECT pg_sleep(0.1)
--@ refused: checks do not hold for all rows any more: still_open of offers
