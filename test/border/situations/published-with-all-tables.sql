-- Somebody publishes all tables of the database.
--@ source
CREATE PUBLICATION everything FOR ALL TABLES
--@ slot
CREATE TABLE news (id int PRIMARY KEY)
--@ application
INSERT INTO news SELECT count(*) + 1 FROM news
--@ refused: publications send all tables to somebody.*: everything
