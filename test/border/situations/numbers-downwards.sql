-- A sequence that counts down with a cache, near its end.
--@ slot
CREATE SEQUENCE countdown AS smallint INCREMENT BY -2 MINVALUE -20 MAXVALUE 20 START WITH 20 CACHE 4;
SELECT nextval('countdown');
CREATE TABLE launches (id int PRIMARY KEY)
