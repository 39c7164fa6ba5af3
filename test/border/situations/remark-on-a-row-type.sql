-- A remark on the type of a table's rows.
--@ slot
CREATE TABLE t (id int PRIMARY KEY);
COMMENT ON TYPE t IS 'of rows'
--@ refused: cannot be copied
