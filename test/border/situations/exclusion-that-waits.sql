-- Exclusion and unique constraints that are checked late, over parts of the rows and by expressions.
--@ slot
CREATE TABLE t (id int PRIMARY KEY, during tsrange, room int, EXCLUDE USING gist (during WITH &&) WHERE (room > 3) DEFERRABLE INITIALLY DEFERRED,
  EXCLUDE USING btree (room WITH =, (id % 7) WITH =), CONSTRAINT late UNIQUE (room, id) DEFERRABLE);
INSERT INTO t SELECT i, tsrange(timestamp '2024-01-01' + i * interval '1 h', timestamp '2024-01-01' + (i + 1) * interval '1 h'), i FROM generate_series(1, 30) i
--@ application
UPDATE t SET room = room + 100
