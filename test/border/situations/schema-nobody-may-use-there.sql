-- A type stands in a schema that applications may not look into at the target.
--@ both sides
CREATE SCHEMA border_types;
GRANT USAGE ON SCHEMA border_types TO PUBLIC;
CREATE TYPE border_types.mood AS ENUM ('glum')
--@ target
REVOKE USAGE ON SCHEMA border_types FROM PUBLIC
--@ slot
CREATE TABLE t (id int PRIMARY KEY, is_now border_types.mood)
--@ application
UPDATE t SET is_now = 'glum'::border_types.mood
--@ refused: USAGE on schema border_types
