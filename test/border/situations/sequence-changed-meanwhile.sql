-- A sequence is changed while the copy follows.
--@ slot
CREATE TABLE t (id int PRIMARY KEY);
CREATE SEQUENCE numbers
--@ while copying
ALTER SEQUENCE @.numbers INCREMENT 5 MAXVALUE 5000
--@ ends: were changed while their copy was made.*numbers
