-- A rule and a trigger that are switched off are things of the slot too.
--@ slot
CREATE TABLE t (id int PRIMARY KEY);
CREATE RULE quiet AS ON INSERT TO t DO INSTEAD NOTHING;
ALTER TABLE t DISABLE RULE quiet
--@ refused: rule quiet
