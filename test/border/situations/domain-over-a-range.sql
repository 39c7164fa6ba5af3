-- A domain over a range, in an exclusion constraint.
--@ both sides
CREATE DOMAIN public.shift AS tstzrange CHECK (NOT isempty(VALUE));
CREATE DOMAIN public.shifts AS tstzmultirange
--@ slot
CREATE TABLE shifts (id int PRIMARY KEY, during public.shift, all_of_them public.shifts, EXCLUDE USING gist (during WITH &&));
INSERT INTO shifts SELECT i, tstzrange(timestamptz '2024-01-01Z' + i * interval '1 h', timestamptz '2024-01-01Z' + i * interval '1 h' + interval '59 min') FROM generate_series(1, 40) i
--@ application
UPDATE shifts SET all_of_them = tstzmultirange(during) WHERE id = 3
