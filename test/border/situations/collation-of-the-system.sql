-- A column and a key with collations that the system brings.
--@ slot
CREATE TABLE cities (name text COLLATE "POSIX" PRIMARY KEY, other text COLLATE "ucs_basic", i text COLLATE "und-x-icu");
CREATE INDEX ON cities (i COLLATE "de-x-icu");
INSERT INTO cities SELECT CASE WHEN i % 2 = 0 THEN upper(md5(i::text)) ELSE md5(i::text) END, 'o', 'i' FROM generate_series(1, 300) i
--@ application
UPDATE cities SET i = 'ä'
