-- A sequence that has given out its last number: it fails before and after alike.
--@ slot
CREATE SEQUENCE badges MAXVALUE 30;
SELECT setval('badges', 30);
CREATE TABLE people (id int DEFAULT nextval('badges') PRIMARY KEY)
--@ application
INSERT INTO people DEFAULT VALUES
