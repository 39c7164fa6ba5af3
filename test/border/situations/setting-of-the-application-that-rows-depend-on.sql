-- A policy asks a setting that the application's role has at the source alone.
--@ source
DO $$ BEGIN EXECUTE format('ALTER ROLE application IN DATABASE %I SET shop.tenant = ''t1''', current_database()); END $$
--@ slot
CREATE TABLE t (id int PRIMARY KEY, tenant text DEFAULT current_setting('shop.tenant', true))
--@ refused: shop\.tenant
