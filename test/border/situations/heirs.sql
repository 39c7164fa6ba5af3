-- A table that inherits from another.
--@ slot
CREATE TABLE animals (id int PRIMARY KEY);
CREATE TABLE cats (PRIMARY KEY (id)) INHERITS (animals)
--@ refused: inheritance of cats
