-- A right is given while the copy is made: it must not get lost.
--@ slot
CREATE TABLE keys (id int PRIMARY KEY)
--@ while copying
GRANT SELECT ON @.keys TO PUBLIC
--@ ends: were changed while their copy was made.*table keys is
