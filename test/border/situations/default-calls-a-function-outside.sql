-- A default calls a function that may be another elsewhere.
--@ both sides
CREATE FUNCTION public.next_day() RETURNS date LANGUAGE sql STABLE AS 'SELECT current_date + 1'
--@ slot
CREATE TABLE dates (id int PRIMARY KEY, due date DEFAULT public.next_day())
--@ refused: lie outside the slot, .*function public\.next_day
