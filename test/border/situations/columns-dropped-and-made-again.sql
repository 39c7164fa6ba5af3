-- Columns that are gone, one made again under its name with another type and a default that old rows never stored.
--@ slot
CREATE TABLE worn (id int PRIMARY KEY, a int, b text);
INSERT INTO worn SELECT i, i, 'b' FROM generate_series(1, 30) i;
ALTER TABLE worn DROP a;
ALTER TABLE worn ADD a text NOT NULL DEFAULT 'made later';
ALTER TABLE worn ALTER a SET DEFAULT 'later still', DROP b
--@ application
INSERT INTO worn (id) VALUES (99);
UPDATE worn SET a = 'z' WHERE id = 3
