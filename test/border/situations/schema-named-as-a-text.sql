-- A default finds its sequence by the schema's name as a text, which is another after each move.
--@ slot
CREATE TABLE t (id int PRIMARY KEY, b bigint DEFAULT nextval(('ls00000_e1' || '.numbers')::text));
CREATE SEQUENCE numbers
--@ refused: the default of t\.b
