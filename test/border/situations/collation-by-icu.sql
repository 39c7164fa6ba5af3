-- A column, an index and a key by collations of ICU that are not the database's.
--@ slot
CREATE TABLE persons (name text COLLATE "de-x-icu" PRIMARY KEY, town text);
CREATE INDEX ON persons (town COLLATE "sv-x-icu");
INSERT INTO persons SELECT chr(192 + i) || i, chr(220 + i % 20) FROM generate_series(1, 60) i
--@ application
UPDATE persons SET town = 'Å' WHERE name = 'É9'
