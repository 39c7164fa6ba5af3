-- One name for a check of one table and a foreign key of another.
--@ slot
CREATE TABLE rooms (id int PRIMARY KEY, beds int CONSTRAINT sane CHECK (beds > 0));
CREATE TABLE guests (id int PRIMARY KEY, room int CONSTRAINT sane REFERENCES rooms);
INSERT INTO rooms VALUES (1, 2);
INSERT INTO guests VALUES (1, 1)
--@ application
INSERT INTO guests VALUES (2, 777)
