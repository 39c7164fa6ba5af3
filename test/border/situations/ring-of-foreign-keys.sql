-- Tables that point to each other and to themselves.
--@ slot
CREATE TABLE bosses (id int PRIMARY KEY, office int, boss int REFERENCES bosses);
CREATE TABLE offices (id int PRIMARY KEY, boss int REFERENCES bosses DEFERRABLE INITIALLY DEFERRED);
ALTER TABLE bosses ADD FOREIGN KEY (office) REFERENCES offices ON UPDATE CASCADE;
INSERT INTO bosses VALUES (1, NULL, 1);
INSERT INTO offices VALUES (1, 1)
--@ application
UPDATE bosses SET office = 1
