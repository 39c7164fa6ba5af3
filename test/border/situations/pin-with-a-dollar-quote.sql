-- Keys that look like SQL, or like the end of a quote.
--@ slot
CREATE TABLE jars (key text, id int, PRIMARY KEY (key, id));
INSERT INTO jars VALUES ('$release$; %s '' \ $$ t', 1), ('$release$; %s '' \ $$ t', 2), ('tenant-2', 1)
--@ pin: $release$; %s ' \ $$ t
--@ application
UPDATE jars SET id = id + 10 WHERE key = 'tenant-2'
