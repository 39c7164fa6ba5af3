-- So would a column with its rows.
--@ slot
CREATE TABLE films (id int PRIMARY KEY);
INSERT INTO films SELECT generate_series(1, 5)
--@ after the move
ALTER TABLE @.films ADD stars int DEFAULT 3
--@ way back closed: would lose .*column films\.stars is only on "b"
