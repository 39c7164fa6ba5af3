-- Somebody publishes the slot's schema.
--@ slot
CREATE TABLE news (id int PRIMARY KEY)
--@ afterwards
CREATE PUBLICATION whole_schema FOR TABLES IN SCHEMA @
--@ refused: publication whole_schema|whole_schema
