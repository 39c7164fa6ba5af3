-- Foreign keys that somebody has switched off.
--@ slot
CREATE TABLE heads (id int PRIMARY KEY);
CREATE TABLE hats (id int PRIMARY KEY, head int REFERENCES heads);
ALTER TABLE hats DISABLE TRIGGER ALL;
INSERT INTO hats VALUES (1, 404)
--@ refused: (cannot be copied|cannot hold)
