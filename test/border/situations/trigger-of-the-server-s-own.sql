-- A trigger by a function that every server has.
--@ slot
CREATE TABLE t (id int PRIMARY KEY, b text);
CREATE TRIGGER no_vain_updates BEFORE UPDATE ON t FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
--@ refused: trigger no_vain_updates
