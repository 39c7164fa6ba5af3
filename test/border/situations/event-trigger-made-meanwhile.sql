-- An event trigger is made at the source while the copy follows: it must not meet the opening.
--@ slot
CREATE TABLE t (id int PRIMARY KEY)
--@ while copying
CREATE FUNCTION public.meanwhile() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''not now''; END';
CREATE EVENT TRIGGER meanwhile ON ddl_command_start WHEN TAG IN ('DROP OWNED') EXECUTE FUNCTION public.meanwhile()
--@ ends: event triggers were made
