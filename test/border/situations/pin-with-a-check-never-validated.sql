-- Rows of a key that break a check could be taken out of the slot, and never be put back.
--@ slot
CREATE TABLE loans (key text, id int, rate int, PRIMARY KEY (key, id));
INSERT INTO loans SELECT 'tenant-' || i % 4, i, -i FROM generate_series(1, 40) i;
ALTER TABLE loans ADD CONSTRAINT rate_is_sane CHECK (rate > 0) NOT VALID
--@ pin: tenant-1
--@ pin refused: checks were never validated, .*: rate_is_sane of loans
--@ application
UPDATE loans SET rate = 5 WHERE id = 3
