-- A collation in the slot itself.
--@ slot
CREATE COLLATION without_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
CREATE TABLE users (name text COLLATE without_case PRIMARY KEY)
--@ refused: cannot be copied yet: collation without_case
