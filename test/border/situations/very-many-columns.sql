-- As many columns as no function takes arguments.
--@ slot
DO $$ BEGIN EXECUTE 'CREATE TABLE ' || current_schema || '.wide (id int PRIMARY KEY, ' || (SELECT string_agg('c' || i || ' int', ', ') FROM generate_series(1, 300) i) || ')'; END $$;
INSERT INTO wide (id, c7) SELECT i, i FROM generate_series(1, 20) i
--@ application
UPDATE wide SET c299 = 4 WHERE id = 3
