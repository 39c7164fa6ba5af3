-- A default takes numbers from a sequence outside.
--@ both sides
CREATE SEQUENCE public.everybodys
--@ slot
CREATE TABLE tickets (id bigint DEFAULT nextval('public.everybodys') PRIMARY KEY)
--@ refused: lie outside the slot, .*sequence public\.everybodys
