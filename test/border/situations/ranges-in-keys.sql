-- Ranges and multiranges as keys, empty and unbounded ones among them.
--@ slot
CREATE TABLE slots_of_time (during tsrange, held int4multirange, PRIMARY KEY (during, held));
INSERT INTO slots_of_time SELECT tsrange('2024-01-01', timestamp '2024-01-02' + i * interval '1 day'), int4multirange(int4range(i, i + 2)) FROM generate_series(1, 40) i;
INSERT INTO slots_of_time VALUES ('empty', '{}'), ('(,)', '{(,)}')
--@ application
UPDATE slots_of_time SET held = '{[1,2),[5,9)}' WHERE isempty(during)
