-- Numbers set back by hand, and not taken yet.
--@ slot
CREATE TABLE invoices (id bigserial PRIMARY KEY, total int);
INSERT INTO invoices SELECT i, i FROM generate_series(1, 50) i;
SELECT setval('invoices_id_seq', 51, false)
--@ application
INSERT INTO invoices (total) VALUES (9)
