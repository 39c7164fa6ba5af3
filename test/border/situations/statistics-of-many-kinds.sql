-- Extended statistics over columns and expressions, with targets and comments.
--@ slot
CREATE TABLE facts (id int PRIMARY KEY, a int, b int, c text);
CREATE STATISTICS s_one (ndistinct, mcv) ON a, b FROM facts;
CREATE STATISTICS s_two ON (a % 3), lower(c) FROM facts;
ALTER STATISTICS s_one SET STATISTICS 77;
COMMENT ON STATISTICS s_two IS 'of expressions';
CREATE INDEX by_expression ON facts ((a + b));
ALTER INDEX by_expression ALTER COLUMN 1 SET STATISTICS 200;
INSERT INTO facts SELECT i, i % 3, i % 5, 'C' FROM generate_series(1, 60) i
--@ application
UPDATE facts SET a = 7 WHERE id = 2
