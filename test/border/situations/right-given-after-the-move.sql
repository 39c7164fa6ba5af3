-- And a right that was given since.
--@ slot
CREATE TABLE songs (id int PRIMARY KEY)
--@ after the move
GRANT SELECT ON @.songs TO PUBLIC
--@ way back closed: would lose .*table songs is
