-- Text search configuration, dictionary and template of the slot.
--@ slot
CREATE TABLE t (id int PRIMARY KEY);
CREATE TEXT SEARCH CONFIGURATION words (COPY = simple);
CREATE TEXT SEARCH DICTIONARY short (TEMPLATE = simple)
--@ refused: cannot be copied yet: .*text search
