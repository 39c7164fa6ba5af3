-- A column of object identifiers where there are large objects.
--@ slot
CREATE TABLE pictures (id int PRIMARY KEY, content oid);
INSERT INTO pictures SELECT 1, lo_from_bytea(0, '\x01')
--@ refused: large objects.*: pictures.content
