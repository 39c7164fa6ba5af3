-- A table outside inherits from one of the slot.
--@ slot
CREATE TABLE forebear (id int PRIMARY KEY);
CREATE TABLE public.heir_elsewhere () INHERITS (forebear)
--@ refused: public.heir_elsewhere
