-- A rule that turns deletions away.
--@ slot
CREATE TABLE archive (id int PRIMARY KEY);
CREATE RULE keep AS ON DELETE TO archive DO INSTEAD NOTHING
--@ refused: rule keep on archive
