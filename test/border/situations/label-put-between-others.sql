-- An enum outside got a label between its others, on both sides alike.
--@ both sides
CREATE TYPE public.grade AS ENUM ('a', 'c'); ALTER TYPE public.grade ADD VALUE 'b' BEFORE 'c'
--@ slot
CREATE TABLE tests (got public.grade, id int, PRIMARY KEY (got, id));
INSERT INTO tests SELECT 'c', i FROM generate_series(1, 30) i
--@ application
INSERT INTO tests SELECT 'b', count(*) + 100 FROM tests
