-- A check and a foreign key that were never validated, and that old rows break.
--@ slot
CREATE TABLE towns (id int PRIMARY KEY);
CREATE TABLE bridges (id int PRIMARY KEY, town int, age int);
INSERT INTO bridges VALUES (1, 5, -3), (2, 6, 4);
ALTER TABLE bridges ADD CONSTRAINT age_is_sane CHECK (age > 0) NOT VALID;
ALTER TABLE bridges ADD CONSTRAINT in_a_town FOREIGN KEY (town) REFERENCES towns NOT VALID
--@ application
UPDATE bridges SET age = 9 WHERE id = 1;
INSERT INTO bridges VALUES (77, 5, -1)
