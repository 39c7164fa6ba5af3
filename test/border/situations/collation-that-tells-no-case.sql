-- A nondeterministic collation outside that both have, in a unique column: rows equal to it differ in bytes.
--@ both sides
CREATE COLLATION public.no_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)
--@ slot
CREATE TABLE mails (id int PRIMARY KEY, address text COLLATE public.no_case UNIQUE);
INSERT INTO mails SELECT i, 'Name' || i FROM generate_series(1, 40) i
--@ application
INSERT INTO mails VALUES (900, 'NAME3');
UPDATE mails SET address = 'NAME5' WHERE id = 5
