-- A check calls a function of an extension, which only some may call at the target.
--@ both sides
CREATE EXTENSION fuzzystrmatch SCHEMA public
--@ target
REVOKE EXECUTE ON FUNCTION public.soundex(text) FROM PUBLIC
--@ slot
CREATE TABLE t (id int PRIMARY KEY, name text CHECK (public.soundex(name) <> 'A000'))
--@ application
INSERT INTO t SELECT coalesce(max(id), 0) + 1, 'Rupert' FROM t
--@ refused: EXECUTE on public\.soundex
