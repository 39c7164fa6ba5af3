-- The target's database sorts texts by another collation.
--@ target database: TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'de-DE' LOCALE 'C.UTF-8' ENCODING 'UTF8'
--@ slot
CREATE TABLE surnames (name text PRIMARY KEY);
INSERT INTO surnames SELECT md5(i::text) FROM generate_series(1, 50) i
--@ refused: database is not like that of the source: .*provider of collations is i and not c
