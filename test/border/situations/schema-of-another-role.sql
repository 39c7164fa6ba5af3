-- The whole schema belongs to the role of applications.
--@ slot
CREATE TABLE carts (id int PRIMARY KEY, lines int)
--@ afterwards
ALTER SCHEMA @ OWNER TO application;
ALTER TABLE @.carts OWNER TO application
--@ application
INSERT INTO carts SELECT coalesce(max(id), 0) + 1, 3 FROM carts
