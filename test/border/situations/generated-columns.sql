-- Columns that are computed from others, here and there.
--@ slot
CREATE TABLE boxes (id int PRIMARY KEY, w numeric, h numeric, area numeric GENERATED ALWAYS AS (w * h) STORED,
  label text GENERATED ALWAYS AS ('box of ' || (w * h)::text) STORED);
CREATE INDEX boxes_by_area ON boxes (area);
INSERT INTO boxes (id, w, h) SELECT i, i / 3.0, i FROM generate_series(1, 40) i
--@ application
UPDATE boxes SET w = w + 1 WHERE id < 4
