-- An event trigger that is switched off is in no way.
--@ both sides
CREATE FUNCTION public.switched_off() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''never''; END';
CREATE EVENT TRIGGER switched_off ON ddl_command_start EXECUTE FUNCTION public.switched_off();
ALTER EVENT TRIGGER switched_off DISABLE
--@ slot
CREATE TABLE t (id int PRIMARY KEY)
