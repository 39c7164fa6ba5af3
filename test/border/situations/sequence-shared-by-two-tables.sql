-- One sequence that two tables take from, and that a third column owns.
--@ slot
CREATE SEQUENCE shared INCREMENT 5 MINVALUE -20 START -15;
CREATE TABLE one (id int PRIMARY KEY DEFAULT nextval('shared'), x int);
CREATE TABLE two (id int PRIMARY KEY DEFAULT nextval('shared'), x int);
ALTER SEQUENCE shared OWNED BY two.x;
INSERT INTO one (x) SELECT generate_series(1, 9);
INSERT INTO two (x) SELECT generate_series(1, 9)
--@ application
INSERT INTO one (x) VALUES (1);
INSERT INTO two (x) VALUES (1)
