-- Somebody writes to the copy: a column called like an alias must not hide it.
--@ slot
CREATE TABLE gauges (id int PRIMARY KEY, t text, headroom_row text, hash bigint, level int);
INSERT INTO gauges SELECT i, 't', 'r', 0, i FROM generate_series(1, 60) i
--@ at the copy
UPDATE @.gauges SET level = -1 WHERE id = 17
--@ ends: 1 row of .*gauges differs between both sides, the first with the key 17
