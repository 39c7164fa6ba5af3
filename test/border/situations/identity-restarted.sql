-- An identity column that was told where to go on.
--@ slot
CREATE TABLE visits (id int GENERATED ALWAYS AS IDENTITY (START WITH 7 INCREMENT BY 10 CACHE 3) PRIMARY KEY, page text);
INSERT INTO visits (page) VALUES ('/'), ('/about');
ALTER TABLE visits ALTER id RESTART WITH 900
--@ application
INSERT INTO visits (page) VALUES ('/late')
