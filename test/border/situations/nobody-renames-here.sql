-- The source forbids changes of schemas and publications by an event trigger.
--@ source
CREATE FUNCTION public.no_changes() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''nothing changes here''; END';
CREATE EVENT TRIGGER no_changes ON ddl_command_end WHEN TAG IN ('ALTER SCHEMA', 'CREATE PUBLICATION', 'ALTER PUBLICATION') EXECUTE FUNCTION public.no_changes()
--@ slot
CREATE TABLE t (id int PRIMARY KEY)
--@ refused: no_changes
