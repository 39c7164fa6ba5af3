-- A column that points to tables by their number on this server.
--@ slot
CREATE TABLE registry (id int PRIMARY KEY, what regclass);
INSERT INTO registry VALUES (1, 'registry')
--@ refused: numbers of objects of this server, .*registry\.what
