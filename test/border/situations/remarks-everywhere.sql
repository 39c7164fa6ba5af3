-- Comments on all that can have one, and on the schema.
--@ slot
CREATE TABLE parts (id serial, kind text, weight int, CONSTRAINT parts_key PRIMARY KEY (id), CONSTRAINT heavy CHECK (weight > 0));
CREATE INDEX parts_by_kind ON parts (kind);
CREATE STATISTICS parts_stats ON kind, weight FROM parts;
COMMENT ON TABLE parts IS 'it''s a $cut$ table';
COMMENT ON COLUMN parts.weight IS E'two\nlines';
COMMENT ON INDEX parts_by_kind IS 'an index';
COMMENT ON CONSTRAINT heavy ON parts IS 'a check';
COMMENT ON CONSTRAINT parts_key ON parts IS 'a key';
COMMENT ON SEQUENCE parts_id_seq IS 'numbers';
COMMENT ON STATISTICS parts_stats IS 'statistics'
--@ afterwards
COMMENT ON SCHEMA @ IS 'shop of the north; $open$'
