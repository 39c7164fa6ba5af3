-- Views within the slot.
--@ slot
CREATE TABLE things (id int PRIMARY KEY);
CREATE VIEW seen AS SELECT * FROM things;
CREATE VIEW seen_again AS SELECT * FROM seen
--@ refused: view seen, view seen_again
