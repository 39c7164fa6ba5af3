-- The target's database writes bytes, intervals and dates in its own way.
--@ target
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET bytea_output = escape', current_database());
  EXECUTE format('ALTER DATABASE %I SET IntervalStyle = sql_standard', current_database());
  EXECUTE format('ALTER DATABASE %I SET DateStyle = ''German, DMY''', current_database());
  EXECUTE format('ALTER DATABASE %I SET extra_float_digits = 0', current_database());
  EXECUTE format('ALTER DATABASE %I SET TimeZone = ''Asia/Kathmandu''', current_database()); END $$
--@ slot
CREATE TABLE mixed (at timestamptz, spent interval, id int, raw bytea, ratio float8, PRIMARY KEY (at, spent, id));
INSERT INTO mixed SELECT timestamptz '2024-02-29 23:59:59.999999+00' + i * interval '1 h', i * interval '1 mon -1 day 02:03', i, decode(md5(i::text), 'hex'), 1 / (i + 2.0)
  FROM generate_series(1, 90) i
--@ application
UPDATE mixed SET raw = '\x00ff27', ratio = 'NaN' WHERE id = 4
