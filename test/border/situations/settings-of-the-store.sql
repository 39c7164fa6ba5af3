-- Settings of the store on a table, its long values and its indexes.
--@ slot
CREATE TABLE set_up (id int PRIMARY KEY WITH (fillfactor = 55), b text, j jsonb) WITH (fillfactor = 33, autovacuum_vacuum_scale_factor = 0.02, toast_tuple_target = 512, toast.autovacuum_vacuum_threshold = 77, user_catalog_table = false);
CREATE INDEX ON set_up USING gin (j) WITH (fastupdate = off, gin_pending_list_limit = 128);
CREATE INDEX ON set_up USING brin (id) WITH (autosummarize = on);
ALTER TABLE set_up ALTER b SET COMPRESSION pglz, ALTER j SET (n_distinct = -0.5);
INSERT INTO set_up SELECT i, 'b' || i, '{"a": 1}' FROM generate_series(1, 40) i
--@ application
UPDATE set_up SET b = 'c' WHERE id = 4
