-- The target forbids changes of schemas by an event trigger, which a trial of tables does not meet.
--@ target
CREATE FUNCTION public.no_schemas() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no schema changes its name here''; END';
CREATE EVENT TRIGGER no_schemas ON ddl_command_start WHEN TAG IN ('ALTER SCHEMA') EXECUTE FUNCTION public.no_schemas()
--@ slot
CREATE TABLE t (id int PRIMARY KEY)
--@ refused: no_schemas
