-- Partial unique indexes, one over an expression, and one that takes nulls for equal.
--@ slot
CREATE TABLE users (id int PRIMARY KEY, name text, gone bool DEFAULT false, code int);
CREATE UNIQUE INDEX live_name ON users (lower(name)) WHERE NOT gone;
ALTER TABLE users ADD UNIQUE NULLS NOT DISTINCT (code, name);
INSERT INTO users (id, name) SELECT i, 'N' || i FROM generate_series(1, 30) i
--@ application
INSERT INTO users (id, name) VALUES (900, 'n3');
INSERT INTO users (id, name, gone) VALUES (901, 'n3', true)
