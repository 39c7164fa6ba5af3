-- A sequence of the slot that a column outside owns.
--@ slot
CREATE TABLE plain (id int PRIMARY KEY);
CREATE SEQUENCE far_away
--@ afterwards
CREATE TABLE public.owner_of_numbers (id int);
ALTER TABLE public.owner_of_numbers SET SCHEMA @;
CREATE SEQUENCE @.numbers OWNED BY @.owner_of_numbers.id
--@ refused: no primary key
