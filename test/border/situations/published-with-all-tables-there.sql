-- At the target somebody publishes all tables, the copy's among them.
--@ target
CREATE PUBLICATION everything FOR ALL TABLES
--@ slot
CREATE TABLE news (id int PRIMARY KEY)
--@ refused: "b": these publications send all tables to somebody.*: everything
