-- A pinned key goes on numbering its rows; put back, its next number must be free.
--@ slot
CREATE TABLE orders (key text, id bigserial, b text, PRIMARY KEY (key, id));
CREATE TABLE lines (key text, id int GENERATED ALWAYS AS IDENTITY (INCREMENT -1), PRIMARY KEY (key, id));
INSERT INTO orders (key) SELECT 'tenant-' || i % 3 FROM generate_series(1, 30) i;
INSERT INTO lines (key) SELECT 'tenant-' || i % 3 FROM generate_series(1, 30) i
--@ application
INSERT INTO orders (key, b) SELECT 'tenant-1', 'x' FROM generate_series(1, 100);
INSERT INTO lines (key) SELECT 'tenant-1' FROM generate_series(1, 100)
--@ pin: tenant-1
--@ while pinned
INSERT INTO @.orders (key) SELECT 'tenant-1' FROM generate_series(1, 500);
INSERT INTO @.lines (key) SELECT 'tenant-1' FROM generate_series(1, 500)
--@ after the unpin
INSERT INTO @.orders (key) SELECT 'tenant-1' FROM generate_series(1, 1000);
INSERT INTO @.lines (key) SELECT 'tenant-1' FROM generate_series(1, 1000)
