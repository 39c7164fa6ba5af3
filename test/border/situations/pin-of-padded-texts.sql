-- A key column whose texts are equal in more spellings than one.
--@ slot
CREATE TABLE tins (key char(10), id int, PRIMARY KEY (key, id));
INSERT INTO tins SELECT 'tenant-' || i % 5, i FROM generate_series(1, 50) i
--@ pin: tenant-1
--@ pin refused: another type of key column than text.*tins \(character\(10\)\)
