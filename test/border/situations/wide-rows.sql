-- Rows so long that many of them are too much for one statement.
--@ slot
CREATE TABLE blobs (id int PRIMARY KEY, raw bytea, body text);
INSERT INTO blobs SELECT i, decode(repeat(md5(i::text), 30000), 'hex'), repeat(md5(i::text), 10000) FROM generate_series(1, 60) i
--@ application
UPDATE blobs SET body = 'short' WHERE id = 7
