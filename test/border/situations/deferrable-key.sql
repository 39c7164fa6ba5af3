-- A primary key that is checked at the end: published, the table would take no UPDATE.
--@ slot
CREATE TABLE playlist (list int, place int, song text, PRIMARY KEY (list, place) DEFERRABLE);
INSERT INTO playlist SELECT 1, i, 's' FROM generate_series(1, 20) i
--@ refused: primary keys are deferrable, .*: playlist
--@ application
UPDATE playlist SET song = 't' WHERE place = 2;
DELETE FROM playlist WHERE place = 20
