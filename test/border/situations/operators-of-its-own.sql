-- Operators, their class and family, an aggregate, a procedure and a conversion of the slot.
--@ slot
CREATE TABLE t (id int PRIMARY KEY);
CREATE OPERATOR === (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq);
CREATE OPERATOR FAMILY numbers USING hash;
CREATE AGGREGATE total (int) (SFUNC = int4pl, STYPE = int, INITCOND = '0');
CREATE PROCEDURE done() LANGUAGE sql AS 'SELECT 1';
CREATE CONVERSION odd FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8
--@ refused: cannot be copied yet: (?=.*conversion)(?=.*total)(?=.*done)(?=.*operator)
