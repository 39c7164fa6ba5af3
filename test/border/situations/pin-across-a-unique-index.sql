-- Something is unique over all keys.
--@ slot
CREATE TABLE hosts (key text, id int, name text UNIQUE, PRIMARY KEY (key, id));
INSERT INTO hosts SELECT 'tenant-' || i % 5, i, 'h' || i FROM generate_series(1, 50) i
--@ pin: tenant-1
--@ pin refused: unique over all keys, .*hosts_name_key of hosts
