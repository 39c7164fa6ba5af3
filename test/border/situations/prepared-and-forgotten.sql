-- A prepared transaction whose coordinator is gone: told while the move waits.
--@ slot
CREATE TABLE orders (id int PRIMARY KEY)
--@ afterwards
BEGIN;
INSERT INTO @.orders VALUES (1);
PREPARE TRANSACTION 'forgotten one'
--@ waits
--@ refused: 'forgotten one' of .*ROLLBACK PREPARED
--@ lastly
ROLLBACK PREPARED 'forgotten one'
