-- A table is made at the new owner: going back would lose it.
--@ slot
CREATE TABLE books (id int PRIMARY KEY);
INSERT INTO books VALUES (1)
--@ after the move
CREATE TABLE @.readers (id int PRIMARY KEY);
INSERT INTO @.readers SELECT generate_series(1, 20)
--@ way back closed: would lose .*readers
