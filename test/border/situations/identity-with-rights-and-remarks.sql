-- The sequence of an identity has rights, a remark, a name and settings of its own.
--@ both sides
DO $$ BEGIN CREATE ROLE border_counter; EXCEPTION WHEN duplicate_object OR unique_violation THEN END $$
--@ slot
CREATE TABLE t (id bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME numbered_by START 7 INCREMENT 7 MINVALUE -70 CACHE 3 CYCLE) PRIMARY KEY, b text);
GRANT USAGE, SELECT ON SEQUENCE numbered_by TO border_counter WITH GRANT OPTION;
COMMENT ON SEQUENCE numbered_by IS 'of t';
INSERT INTO t (b) SELECT 'b' FROM generate_series(1, 20)
--@ application
INSERT INTO t (b) VALUES ('c');
INSERT INTO t (id, b) OVERRIDING SYSTEM VALUE VALUES (-1, 'd')
