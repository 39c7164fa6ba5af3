-- A table outside takes its numbers from a sequence of the slot: with the slot gone it would lose its default without a word.
--@ slot
CREATE TABLE kept (id int PRIMARY KEY);
CREATE SEQUENCE numbers
--@ afterwards
CREATE TABLE public.counted (id int DEFAULT nextval('@.numbers'))
--@ refused: cannot be copied yet: .*counted
