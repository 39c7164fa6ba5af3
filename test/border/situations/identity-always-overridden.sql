-- Identities that are always generated, with rows that were written over them.
--@ slot
CREATE TABLE bills (key text, id bigint GENERATED ALWAYS AS IDENTITY, n int, PRIMARY KEY (key, id));
INSERT INTO bills (key, id, n) OVERRIDING SYSTEM VALUE SELECT 'tenant-' || i % 5, i * 10, i FROM generate_series(1, 30) i;
INSERT INTO bills (key, n) VALUES ('tenant-1', 0), ('tenant-2', 0)
--@ application
INSERT INTO bills (key, n) VALUES ('tenant-1', 1);
INSERT INTO bills (key, id, n) OVERRIDING SYSTEM VALUE VALUES ('tenant-3', 5000, 1)
