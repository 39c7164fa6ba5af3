-- An extension that was made in the slot's own schema.
--@ slot
CREATE TABLE t (id int PRIMARY KEY)
--@ afterwards
CREATE EXTENSION citext SCHEMA @
--@ refused: cannot be copied yet
