-- Statistics of a table of the slot, which stand in another schema.
--@ slot
CREATE TABLE counted (id int PRIMARY KEY, a int, b int)
--@ afterwards
CREATE STATISTICS public.of_the_slot ON a, b FROM @.counted
--@ refused: (cannot be copied|statistics)
