-- A table and an index that lie in tablespaces of their own.
--@ slot
CREATE TABLE t (id int PRIMARY KEY, b text);
CREATE INDEX t_b ON t (b)
--@ afterwards
SET allow_in_place_tablespaces = on;
CREATE TABLESPACE border_space LOCATION '';
ALTER INDEX @.t_b SET TABLESPACE border_space
--@ lastly
ALTER INDEX @.t_b SET TABLESPACE pg_default;
DROP TABLESPACE border_space
--@ refused: tablespace border_space
