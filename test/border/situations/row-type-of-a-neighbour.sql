-- A column of the row type of another table of the slot.
--@ slot
CREATE TABLE address (id int PRIMARY KEY, town text);
CREATE TABLE company (id int PRIMARY KEY, at address);
INSERT INTO address VALUES (1, 'a');
INSERT INTO company SELECT 1, a FROM address a
--@ application
UPDATE company SET at = NULL WHERE id = 1
