-- A column of rights holds numbers of roles.
--@ slot
CREATE TABLE given (id int PRIMARY KEY, rights aclitem[]);
INSERT INTO given VALUES (1, '{application=r/owner}')
--@ refused: numbers of objects
