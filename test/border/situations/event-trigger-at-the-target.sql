-- The target forbids or changes DDL by an event trigger: the trial meets it.
--@ target
CREATE FUNCTION public.no_ddl() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no tables here''; END';
CREATE EVENT TRIGGER no_tables ON ddl_command_end WHEN TAG IN ('CREATE TABLE') EXECUTE FUNCTION public.no_ddl()
--@ slot
CREATE TABLE t (id int PRIMARY KEY)
--@ refused: no tables here|event trigger
