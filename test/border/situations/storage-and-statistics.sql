-- Fill factors, vacuum kept away, statistics of columns, clustering, TOAST.
--@ slot
CREATE TABLE pages (id int, body text, tags text[], CONSTRAINT pages_pkey PRIMARY KEY (id) WITH (fillfactor = 65))
  WITH (fillfactor = 55, autovacuum_enabled = false, toast.autovacuum_vacuum_scale_factor = 0.4);
ALTER TABLE pages ALTER body SET STORAGE EXTERNAL;
ALTER TABLE pages ALTER body SET COMPRESSION pglz;
ALTER TABLE pages ALTER id SET STATISTICS 321;
ALTER TABLE pages ALTER tags SET (n_distinct = -0.2);
CREATE INDEX pages_by_length ON pages ((length(body)), id) WITH (fillfactor = 77);
ALTER INDEX pages_by_length ALTER COLUMN 1 SET STATISTICS 99;
ALTER TABLE pages CLUSTER ON pages_by_length;
INSERT INTO pages SELECT i, repeat(md5(i::text), 200), ARRAY['t'] FROM generate_series(1, 60) i
