-- An index by a text search configuration that stands outside.
--@ both sides
CREATE TEXT SEARCH CONFIGURATION public.words (COPY = simple)
--@ slot
CREATE TABLE t (id int PRIMARY KEY, said text);
CREATE INDEX ON t USING gin (to_tsvector('public.words', said))
--@ refused: lie outside the slot.*words
