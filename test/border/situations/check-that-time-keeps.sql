-- A check of the time that still holds for every row.
--@ slot
CREATE TABLE events (id int PRIMARY KEY, at timestamptz DEFAULT now() CHECK (at <= now()));
INSERT INTO events SELECT i FROM generate_series(1, 9) i
--@ application
INSERT INTO events SELECT coalesce(max(id), 0) + 1 FROM events
