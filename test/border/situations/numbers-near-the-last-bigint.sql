-- So near to the greatest number that leaving some out would overflow.
--@ slot
CREATE SEQUENCE far;
SELECT setval('far', 9223372036854775600);
CREATE TABLE stars (id bigint DEFAULT nextval('far') PRIMARY KEY)
--@ application
INSERT INTO stars DEFAULT VALUES
