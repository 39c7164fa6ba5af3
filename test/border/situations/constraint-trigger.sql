-- A constraint that is a trigger.
--@ both sides
CREATE FUNCTION public.looks() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'
--@ slot
CREATE TABLE t (id int PRIMARY KEY);
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.looks()
--@ refused: trigger late
