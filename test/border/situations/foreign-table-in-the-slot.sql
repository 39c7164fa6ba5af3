-- A foreign table.
--@ both sides
CREATE EXTENSION file_fdw; CREATE SERVER files FOREIGN DATA WRAPPER file_fdw
--@ slot
CREATE TABLE near (id int PRIMARY KEY);
CREATE FOREIGN TABLE far (id int) SERVER files OPTIONS (filename '/dev/null')
--@ refused: foreign table far
