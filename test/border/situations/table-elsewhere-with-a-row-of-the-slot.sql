-- A table outside has a column of the type of a row.
--@ slot
CREATE TABLE boats (id int PRIMARY KEY)
--@ afterwards
CREATE TABLE public.harbours (id int PRIMARY KEY, boat @.boats)
--@ refused: (cannot be copied yet|lie outside).*harbours
