-- Somebody else publishes a table of the slot.
--@ slot
CREATE TABLE feed (id int PRIMARY KEY)
--@ afterwards
CREATE PUBLICATION theirs FOR TABLE @.feed
--@ refused: cannot be copied yet: .*publication theirs
