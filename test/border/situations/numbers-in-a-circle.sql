-- A sequence that begins again after its last number.
--@ slot
CREATE SEQUENCE wheel MINVALUE 3 MAXVALUE 12 CYCLE;
SELECT setval('wheel', 11);
CREATE TABLE turns (id int PRIMARY KEY, at_place int DEFAULT nextval('wheel'))
--@ application
INSERT INTO turns SELECT coalesce(max(id), 0) + 1 FROM turns
