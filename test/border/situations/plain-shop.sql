-- Nothing out of the way: two tables, a serial, an index, a foreign key.
--@ slot
CREATE TABLE shops (key text, id int, name text, PRIMARY KEY (key, id));
CREATE TABLE sales (key text, id bigserial, shop int, cents int CHECK (cents >= 0), PRIMARY KEY (key, id),
  FOREIGN KEY (key, shop) REFERENCES shops);
CREATE INDEX sales_by_shop ON sales (shop);
INSERT INTO shops SELECT 'tenant-' || i % 4, i, 'shop ' || i FROM generate_series(1, 40) i;
INSERT INTO sales (key, shop, cents) SELECT key, id, id * 7 FROM shops
--@ pin: tenant-1
--@ application
INSERT INTO shops VALUES ('tenant-1', (SELECT max(id) + 1 FROM shops), 'new');
INSERT INTO sales (key, shop, cents) SELECT key, id, 5 FROM shops LIMIT 2;
UPDATE sales SET cents = cents + 1 WHERE shop = 3;
DELETE FROM sales WHERE shop = 4
