-- A slot in which no table has been made yet, as in a new deployment.
--@ slot
SELECT 1
