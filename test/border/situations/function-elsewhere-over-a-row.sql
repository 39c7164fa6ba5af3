-- A function outside takes rows of a table of the slot.
--@ slot
CREATE TABLE bikes (id int PRIMARY KEY)
--@ afterwards
CREATE FUNCTION public.number_of(b @.bikes) RETURNS int LANGUAGE sql AS 'SELECT b.id'
--@ refused: cannot be copied yet: function (public\.)?number_of
