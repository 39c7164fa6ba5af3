-- One table of several is unlogged.
--@ slot
CREATE TABLE kept (id int PRIMARY KEY);
CREATE UNLOGGED TABLE cache (id int PRIMARY KEY, v text)
--@ refused: unlogged.*: cache
