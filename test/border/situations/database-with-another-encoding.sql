-- The target's database keeps texts in another encoding.
--@ target database: TEMPLATE template0 LOCALE 'C' ENCODING 'LATIN1'
--@ slot
CREATE TABLE greetings (id int PRIMARY KEY, t text)
--@ refused: encoding is LATIN1 and not UTF8
