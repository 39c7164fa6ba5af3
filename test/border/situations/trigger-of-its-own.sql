-- A trigger and the function that it calls.
--@ slot
CREATE TABLE doors (id int PRIMARY KEY, opened int);
CREATE FUNCTION count_up() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.opened := 1; RETURN NEW; END';
CREATE TRIGGER counting BEFORE UPDATE ON doors FOR EACH ROW EXECUTE FUNCTION count_up()
--@ refused: function count_up, trigger counting on doors
