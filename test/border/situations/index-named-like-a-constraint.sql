-- A foreign key that has the name of an index of the same table.
--@ slot
CREATE TABLE teams (id int PRIMARY KEY);
CREATE TABLE players (id int PRIMARY KEY, team int CONSTRAINT players_team REFERENCES teams ON DELETE SET NULL);
CREATE INDEX players_team ON players (team);
INSERT INTO teams VALUES (1);
INSERT INTO players VALUES (1, 1)
