-- Whether vacuum comes to the long values of a table is changed at the new owner.
--@ slot
CREATE TABLE t (id int PRIMARY KEY, b text) WITH (toast.autovacuum_enabled = false)
--@ after the move
ALTER TABLE @.t RESET (toast.autovacuum_enabled)
--@ way back closed: toast options
