-- A column is added while the copy is made.
--@ slot
CREATE TABLE trees (id int PRIMARY KEY);
INSERT INTO trees SELECT generate_series(1, 10)
--@ while copying
ALTER TABLE @.trees ADD height int
--@ ends: were changed while their copy was made.*column trees\.height is only on the source
