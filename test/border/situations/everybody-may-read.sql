-- Rights of PUBLIC, and a right less than usual for the owner.
--@ slot
CREATE TABLE prices (id int PRIMARY KEY, cents int);
GRANT SELECT ON prices TO PUBLIC;
REVOKE TRUNCATE ON prices FROM CURRENT_USER;
GRANT INSERT, UPDATE ON prices TO application
--@ application
INSERT INTO prices SELECT coalesce(max(id), 0) + 1, 5 FROM prices;
DELETE FROM prices
