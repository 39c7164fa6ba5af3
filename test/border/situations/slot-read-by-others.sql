-- Somebody reads every change of the database by a decoder that knows no publications.
--@ slot
CREATE TABLE t (id int PRIMARY KEY)
--@ afterwards
SELECT pg_create_logical_replication_slot('border_changes', 'test_decoding')
--@ refused: border_changes \(test_decoding\)
