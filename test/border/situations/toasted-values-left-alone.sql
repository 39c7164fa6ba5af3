-- Values kept apart, which an UPDATE of another column does not send; in the default identity and in the whole row.
--@ slot
CREATE TABLE papers (id int PRIMARY KEY, n int, body text);
ALTER TABLE papers ALTER body SET STORAGE EXTERNAL;
CREATE TABLE whole (id int PRIMARY KEY, n int, body text);
ALTER TABLE whole ALTER body SET STORAGE EXTERNAL, REPLICA IDENTITY FULL;
INSERT INTO papers SELECT i, 0, repeat(md5(i::text), 500) FROM generate_series(1, 30) i;
INSERT INTO whole SELECT * FROM papers
--@ application
UPDATE papers SET n = n + 1 WHERE id < 10;
UPDATE whole SET n = n + 1 WHERE id < 10;
DELETE FROM whole WHERE id = 29
