-- Tables and a sequence that belong to the role of applications.
--@ slot
CREATE TABLE notes (id serial PRIMARY KEY, body text);
INSERT INTO notes (body) VALUES ('a'), ('b')
--@ afterwards
GRANT CREATE ON SCHEMA @ TO application;
ALTER TABLE @.notes OWNER TO application
--@ application
INSERT INTO notes (body) VALUES ('c');
UPDATE notes SET body = 'd' WHERE id = 1
