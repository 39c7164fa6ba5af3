-- A domain outside with a check, which both have alike.
--@ both sides
CREATE DOMAIN public.cents AS bigint CHECK (VALUE >= 0)
--@ slot
CREATE TABLE wallets (id int PRIMARY KEY, money public.cents NOT NULL);
INSERT INTO wallets SELECT i, i FROM generate_series(1, 10) i
--@ application
UPDATE wallets SET money = -1;
UPDATE wallets SET money = 3 WHERE id = 3
