-- A default calls a function of the server, which only some may call at the target.
--@ target
REVOKE EXECUTE ON FUNCTION gen_random_uuid() FROM PUBLIC
--@ slot
CREATE TABLE t (id uuid PRIMARY KEY DEFAULT gen_random_uuid())
--@ application
INSERT INTO t DEFAULT VALUES
--@ refused: EXECUTE on gen_random_uuid
