-- Pinned, such a table would close the slot for good.
--@ slot
CREATE TABLE slides (key text, place int, PRIMARY KEY (key, place) DEFERRABLE INITIALLY DEFERRED);
INSERT INTO slides SELECT 'tenant-' || i % 3, i FROM generate_series(1, 30) i
--@ refused: primary keys are deferrable
--@ pin: tenant-1
--@ pin refused: primary keys are deferrable
