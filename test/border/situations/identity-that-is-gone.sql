-- The index that was to tell rows apart has been dropped.
--@ slot
CREATE TABLE labels (id int PRIMARY KEY, code int NOT NULL);
CREATE UNIQUE INDEX labels_code ON labels (code);
ALTER TABLE labels REPLICA IDENTITY USING INDEX labels_code;
DROP INDEX labels_code
--@ refused: replica identity that is not there, .*: labels
